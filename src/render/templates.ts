import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { Failure } from '../core/failure.ts';
import { checkTemplate } from './check-template.ts';
import { type Languages, loadLanguages } from './load-languages.ts';
import { readTemplate } from './read-template.ts';
import type { ReportView } from './report-view.ts';
import { type SayWords, sayHelper } from './say-helper.ts';
import { PARTIALS } from './section-view.ts';

type Template = (view: ReportView, say: SayWords) => string;

export type Templates = {
  readonly html: Template;
  readonly text: Template;
  readonly subject: Template;
  readonly css: string;
  readonly languages: Languages;
};

const FOLDER = join(import.meta.dirname, '../../templates');
/**
 * Reads and compiles every `.hbs` file of the folder, once, at start. Refuses (`bad-config`) a syntax error,
 * raw output, an unquoted attribute, a partial that is not there, a section kind without its pair.
 */
export function loadTemplates(folder: string = FOLDER): Templates {
  const sources = readSources(folder);
  for (const name of requiredNames()) {
    if (!sources.has(name)) throw new Failure('bad-config', `templates: ${name}.hbs is missing in ${folder}`);
  }
  for (const [name, source] of sources) checkTemplate(name, source, sources);

  const handlebars = Handlebars.create();
  handlebars.registerHelper('say', sayHelper);
  const compiled = new Map<string, Template>();
  for (const [name, source] of sources) {
    const template = handlebars.compile<ReportView>(source, {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: { say: true },
      preventIndent: true,
      noEscape: !name.endsWith('.html'),
    });
    handlebars.registerPartial(name, template);
    compiled.set(name, (view, say) => template(view, { data: { say } }));
  }
  return {
    html: need(compiled, 'report.html'),
    text: need(compiled, 'report.text'),
    subject: need(compiled, 'subject'),
    css: readTemplate(join(folder, 'report.css')),
    languages: loadLanguages(join(folder, 'languages')),
  };
}

function requiredNames(): readonly string[] {
  const pairs = Object.values(PARTIALS).flatMap(({ html, text }) => [html, text]);
  return ['report.html', 'report.text', 'subject', ...pairs];
}

function readSources(folder: string): ReadonlyMap<string, string> {
  try {
    // pages/ has rules of its own: pages/load-pages.ts
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.hbs') && !/^pages[\\/]/.test(file),
    );
    return new Map(
      files
        .toSorted()
        .map((file) => [
          file.slice(0, -'.hbs'.length).replaceAll('\\', '/'),
          readTemplate(join(folder, file)),
        ]),
    );
  } catch (cause) {
    throw new Failure('bad-config', `templates: cannot read the folder ${folder}`, { cause });
  }
}

function need<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Failure('bad-config', `templates: ${name}.hbs is missing`);
  return found;
}
