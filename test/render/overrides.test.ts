import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { specialAttributes } from '../../src/render/check-markup.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadSamples } from '../../src/render/sample-reports.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { fieldsOf } from '../support/template-fields.ts';
import { sampleModel } from './sample-model.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overrides-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, source: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), source);
}

const load = () => loadTemplates(undefined, folder);
const ours = (name: string): string => readFileSync(join('templates', name), 'utf8');

// each tries the templates with all samples in all languages
describe('a folder of an operator', { timeout: 60_000 }, () => {
  it('that is empty, or holds only what editors and mounts leave there, changes nothing', async () => {
    for (const name of [
      '.report.css.swp',
      'footer.html.hbs~',
      'README.md',
      '..data/footer.html.hbs',
      '.git/x',
    ])
      write(name, '{{nonsense');
    const one = await renderReport(sampleModel(), load());
    const two = await renderReport(sampleModel(), loadTemplates());
    expect(one.html).toBe(two.html);
    expect(one.text).toBe(two.text);
  });

  it('stands in place of ours, file by file: a template, the style, English and Norwegian words', async () => {
    write('subject.hbs', '{{title}}: {{period}}');
    write('footer.html.hbs', '<p class="fine">Nordlys AS. {{why}}</p>');
    write('report.css', `${ours('report.css')}\n.title { color: #003366; }\n`);
    write('languages/en.json', '{"language":"en","words":{"Metric":"Key figure"}}');
    write('languages/nb.json', '{"language":"nb","words":{"Metric":"Nøkkeltall"}}');
    const templates = load();
    const english = await renderReport(sampleModel(), templates);
    expect(english.subject).toMatch(/^SMS performance, Nordlys: /);
    expect(english.html).toContain('Nordlys AS.');
    expect(english.html).toMatch(/class="title" style="[^"]*#003366/);
    expect(english.html).toContain('Key figure');
    const norwegian = await renderReport(sampleModel({ locale: 'nb-NO' }), templates);
    expect(norwegian.html).toContain('Nøkkeltall');
    // the rest of the words is still ours
    expect(norwegian.html).toContain('Data per');
  });

  it('takes each of our own files as it is', () => {
    const files = globSync('**/*.{hbs,css}', { cwd: 'templates' }).filter(
      (file) => !file.startsWith('pages/'),
    );
    for (const file of files) write(file, ours(file));
    expect(files.length).toBeGreaterThan(20);
    expect(load().css).toBe(ours('report.css'));
  });

  it('may use any field there is, in its own order', async () => {
    write(
      'sections/note.html.hbs',
      '<h2 class="h2">{{title}}</h2>\n<ul>{{#each lines}}<li>{{this}}</li>{{/each}}</ul>\n{{#with link}}<p><a class="action" href="{{safeUrl}}">{{label}}</a></p>{{/with}}',
    );
    expect(() => load()).not.toThrow();
  });

  it('is told of every file that is wrong at once, and of names that are none with those that are', () => {
    write('footer.html.hbs', '{{{why}}}');
    write('subject.hbs', '\n{{#if}}');
    expect(() => load()).toThrow(/footer\.html\.hbs line 1: .*\n.*subject\.hbs line 2: /);
    write('fotter.html.hbs', 'x');
    expect(() => load()).toThrow(
      /fotter\.html\.hbs: there is no template of this name\nallowed are footer\.html\.hbs, .*report\.css.*sections\/note\.html\.hbs/,
    );
  });

  it('must be there', () => {
    expect(() => loadTemplates(undefined, join(folder, 'nowhere'))).toThrow(
      /TEMPLATES_DIR: cannot read the folder/,
    );
  });

  const FOOT = 'footer.html.hbs';
  const NOTE = 'sections/note.html.hbs';
  it.each([
    [
      'a field that does not exist',
      FOOT,
      '<p>\n{{nextrun}}</p>',
      /line 2: there is no field nextrun; there are .*nextRun/,
    ],
    [
      'one that only a branch nobody takes names',
      FOOT,
      '{{#if why}}x{{else}}\n\n{{salary}}{{/if}}',
      /line 3: there is no field salary/,
    ],
    [
      'one in a condition, which Handlebars would pass over',
      FOOT,
      '{{#if secret}}x{{/if}}',
      /line 1: there is no field secret/,
    ],
    [
      'one of an item of a list',
      'report.text.hbs',
      '{{#each sections}}\n{{titel}}{{/each}}',
      /line 2: there is no field titel; there are .*title/,
    ],
    ['the prototype', FOOT, '{{constructor}}', /line 1: there is no field constructor/],
    ['a way up that leads nowhere', 'subject.hbs', '{{../../title}}', /line 1: .*further up/],
    ['data of the machine', FOOT, '{{@root.footer}}', /line 1: @root\.footer is not there/],
    ['a list where a text is needed', 'report.text.hbs', '{{sections}}', /line 1: sections is no text/],
    ['raw output', FOOT, '<p>\n\n{{{why}}}</p>', /line 3: prints without escaping/],
    ['raw output in other words', FOOT, '{{~& why}}', /line 1: prints without escaping/],
    ['a syntax error', FOOT, '<p>{{#if why}}\n</p>', /line 2: Parse error/],
    ['a partial from outside', FOOT, '\n{{> ../../etc/passwd}}', /line 2: /],
    ['a partial there is none of', FOOT, '\n{{> extra.html}}', /line 2: partial extra\.html does not exist/],
    [
      'a partial that calls itself',
      FOOT,
      '{{> footer.html}}',
      /line 1: partials call each other in a circle/,
    ],
    ['a helper there is none of', FOOT, '\n\n{{log why}}', /line 3: there is no helper log/],
    [
      'a block there is none of',
      FOOT,
      '\n{{#each-in why}}x{{/each-in}}',
      /line 2: there is no block each-in/,
    ],
    [
      'words with a place too many',
      FOOT,
      '{{say "Schedule: {0} {1}" schedule}}',
      /line 1: say has the place \{1\} and 1 fields/,
    ],
    ['data in a link', FOOT, '<a href="https://x.example/{{why}}">x</a>', /line 1: data in a link/],
    ['data in a link over two lines', FOOT, '<a\nhref =\n"{{why}}">x</a>', /line 2: data in a link/],
    ['data in a link in single quotes', FOOT, "<a HREF='{{why}}'>x</a>", /line 1: data in a link/],
    [
      'another field where ours has an address',
      NOTE,
      '{{#with link}}<a href="{{label}}">x</a>{{/with}}',
      /line 1: data in a link/,
    ],
    [
      'data in a style',
      FOOT,
      '<p style="color:{{why}}">x</p>',
      /line 1: data in a link or an attribute such as style/,
    ],
    ['data in an event', FOOT, '<p onclick="x({{why}})">x</p>', /line 1: data in a link or an event/],
    ['an event', FOOT, '<p OnClick="x()">x</p>', /line 1: the attribute onclick is not for a mail/],
    ['an attribute without quotes', FOOT, '<p class={{why}}>x</p>', /line 1: attribute value without quotes/],
    ['data as an attribute', FOOT, '<p {{why}}>x</p>', /line 1: data inside a tag/],
    ['data as the name of a tag', FOOT, '<{{why}}>x', /line 1: a < that begins no tag/],
    [
      'a block that ends inside a tag',
      FOOT,
      '{{#if why}}<p {{/if}}>x',
      /line 1: the block begins inside text and ends inside a tag/,
    ],
    [
      'a tag that is not closed',
      FOOT,
      '<p>x</p>\n<p class="a',
      /line 2: the template ends inside the attribute class/,
    ],
    [
      'data where Outlook reads markup',
      FOOT,
      '<!--[if mso]>{{why}}<![endif]-->',
      /line 1: data inside a conditional comment/,
    ],
    ['a script', FOOT, '\n<SCRIPT>alert(1)</SCRIPT>', /line 2: <script> is not for a mail/],
    ['a form', FOOT, '<form>', /line 1: <form> is not for a mail/],
    [
      'a picture from outside',
      FOOT,
      '<img src="https://x.example/pixel.gif">',
      /line 1: a mail fetches nothing/,
    ],
    ['a link that runs', FOOT, '<a href="javascript:alert(1)">x</a>', /line 1: a link must begin with https/],
    [
      'a style that fetches',
      FOOT,
      '<p style="background:url(https://x.example)">',
      /line 1: a style that fetches/,
    ],
    [
      'a style sheet that fetches',
      'report.css',
      '.a{}\n.b{background:URL(x)}',
      /report\.css line 2: a mail fetches nothing/,
    ],
    ['a style sheet that imports', 'report.css', '@import "x.css";', /line 1: a mail fetches nothing/],
    ['a style sheet that ends the style', 'report.css', '.a{}\n</style>', /line 2: a < would end the style/],
    [
      'a style sheet that is not closed',
      'report.css',
      '.a {\n.b { color: red }\n',
      /line 1: the \{ is not closed/,
    ],
    [
      'a style sheet with a comment that is not closed',
      'report.css',
      '.a{}\n/* x',
      /line 2: the comment is not closed/,
    ],
    [
      'words that are no JSON',
      'languages/nb.json',
      '{\n"language": "nb",\n"words": {"Metric": }}',
      /nb\.json line 3: is not JSON/,
    ],
    [
      'words no report says',
      'languages/en.json',
      '{"language":"en","words":{\n"Metrik":"x"}}',
      /en\.json line 2: no report says "Metrik"/,
    ],
    [
      'words that lose a number',
      'languages/en.json',
      '{"language":"en","words":{\n"{0} of {1}":"{0}"}}',
      /line 2: .*place \{1\} is missing/,
    ],
    [
      'what is no text',
      'subject.hbs',
      new Uint8Array([123, 10, 0xff, 0xfe]),
      /subject\.hbs line 2: is not text in UTF-8/,
    ],
    ['a book', 'subject.hbs', 'x'.repeat(200_001), /at most 200000 are allowed/],
    ['a mail that is too long', FOOT, `<p>${'x'.repeat(100_000)}</p>`, /sample report .* bytes of html/],
  ])('with %s is refused, with its line', (_what, name, source, message) => {
    write(name, source);
    const fault = faultOf(load);
    expect(fault.message).toMatch(message);
    expect(fault.code).toBe('bad-config');
  });
});

function faultOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('our own templates', () => {
  it('put data into three attributes that are more than text, and no others', () => {
    const html = globSync('templates/{*,sections/*}.html.hbs');
    const special = new Set(html.flatMap((file) => specialAttributes(readFileSync(file, 'utf8'))));
    expect([...special].filter((one) => !one.startsWith('style="')).sort()).toEqual([
      'href="{{safeUrl}}"',
      'src="cid:{{cid}}"',
    ]);
    const styles = [...special].filter((one) => one.startsWith('style="'));
    expect(styles.filter((one) => /\{\{(?!pixels)/.test(one))).toEqual([]);
  });

  it('have samples with every field of the golden reports: else run scripts/template-samples.ts', () => {
    const known = new Set(loadSamples().flatMap(({ model }) => [...fieldsOf(model)]));
    const golden = globSync('test/golden/*.json').map((file) => JSON.parse(readFileSync(file, 'utf8')));
    expect(
      [...new Set(golden.flatMap((model) => [...fieldsOf(model)]))].filter((one) => !known.has(one)),
    ).toEqual([]);
  });
});
