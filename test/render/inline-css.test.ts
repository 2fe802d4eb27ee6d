import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { createFormatter } from '../../src/render/format.ts';
import { inlineAnyCss, inlineCss } from '../../src/render/inline-css.ts';
import { createPlainInliner } from '../../src/render/inline-plain.ts';
import { languageOf } from '../../src/render/load-languages.ts';
import { readPlainStyle } from '../../src/render/plain-style.ts';
import { viewReport } from '../../src/render/report-view.ts';
import { loadTemplates } from '../../src/render/templates.ts';

const templates = loadTemplates();
const MODELS = globSync('test/golden/*.json').toSorted();

/** What the fast way makes of it, null when it leaves it to the other one. */
function inlinePlain(html: string, css: string): string | null {
  const style = readPlainStyle(css);
  return style === null ? null : createPlainInliner(style, { head: '', tidy: (rules) => rules })(html);
}

describe('the fast way to copy rules into a mail', () => {
  it.each(MODELS)('takes all of %s and gives the bytes of the slow one', (file) => {
    const model: ReportModel = JSON.parse(readFileSync(file, 'utf8'));
    for (const locale of ['en-GB', 'nb-NO']) {
      const format = createFormatter(locale, model.window.timezone, languageOf(templates.languages, locale));
      const view = viewReport(model, format, { tableRows: 5, pictures: new Map() });
      const html = templates.html(view, format.say);
      expect(inlinePlain(html, templates.css)).not.toBeNull();
      expect(inlineCss(html, templates.css)).toBe(inlineAnyCss(html, templates.css));
    }
  });

  const PAGE = (body: string) => `<html><head><title>1</title></head><body class="x">${body}</body></html>`;

  it.each([
    ['a rule of one class', '.a { color: red }'],
    ['a tag with classes', 'td.a.b { color: red } td.b { color: blue; margin: 0 }'],
    ['the later rule', '.a { color: red; margin: 0 } .b { color: blue }'],
    ['the heavier rule', '.x .a { color: red } .b { color: blue } td { color: green; padding: 0 }'],
    ['a long way up', '.x table .a { color: red } .x td.b .c { color: blue } .c .a { margin: 0 }'],
    ['two selectors', '.a, .none .b, td { color: red }'],
    ['shorthands and their parts', '.b { padding-left: 2px } .a { padding: 1px }'],
    ['a family in quotes', '.a { font-family: "Segoe UI", sans-serif }'],
    ['a comment', '/* .a { color: blue } */ .a { color: red /* or blue */ }'],
    ['media beside', '.a { color: red } @media (max-width: 9px) { .a { color: blue !important } }'],
  ])('minds %s', (_, css) => {
    const html = PAGE(
      '<!-- <td class="a"> --><table class="a"><tr><td class="a b" style="margin: 1px;color:pink" title="a > b">1<br></td><td class="b  a"><b class="c">2 &lt; 3</b></td></tr></table>'.replace(
        ' > ',
        ' ',
      ),
    );
    expect(inlinePlain(html, css)).not.toBeNull();
    expect(inlineCss(html, css)).toBe(inlineAnyCss(html, css));
  });

  it.each([
    'td:hover { color: red }',
    '.x > .a { color: red }',
    '[class] { color: red }',
    '* { color: red }',
    '#a { color: red }',
    '.a { color: red !important }',
    '.a { color: red; color: blue }',
    '.a { background: url(cid:1) }',
    '.a { --x: 1; color: var(--x) }',
    '.a { content: "x" }',
    '.a { .b { color: red } }',
    '@supports (color: red) { .a { color: red } }',
    '.a { color: red',
    '.a { color }',
  ])('leaves the style "%s" to the slow one', (css) => {
    expect(readPlainStyle(css)).toBeNull();
    const html = PAGE('<p class="a">1</p>');
    expect(inlineCss(html, css)).toBe(inlineAnyCss(html, css));
  });

  it.each([
    '<P class="a">1</P>',
    "<p class='a'>1</p>",
    '<p  class="a">1</p>',
    '<p class="">1</p>',
    '<p hidden>1</p>',
    '<p>1',
    '<p><div>1</div></p>',
    '<p>1</b></p>',
    '<table><tr><td>1<td>2</td></tr></table>',
    '<ul><li>1<li>2</ul>',
    '<br/>',
    '1 < 2',
    '<svg></svg>',
    '<!--> <p> -->',
    '<!-- <p>',
    '<style>.b{}</style>',
  ])('leaves the html "%s" to the slow one', (body) => {
    expect(inlinePlain(PAGE(body), '.a { color: red }')).toBeNull();
    const html = PAGE(body);
    expect(inlineCss(html, '.a { color: red }')).toBe(inlineAnyCss(html, '.a { color: red }'));
  });

  it('leaves a page without a head to the slow one', () => {
    expect(inlinePlain('<p class="a">1</p>', '.a { color: red }')).toBeNull();
  });
});
