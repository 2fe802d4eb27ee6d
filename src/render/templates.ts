import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { Failure } from '../core/failure.ts';
import { specialAttributes } from './check-markup.ts';
import { checkStyle } from './check-style.ts';
import { checkTemplate, type TemplateSource } from './check-template.ts';
import { type Languages, loadLanguages } from './load-languages.ts';
import { NO_OVERRIDES, type Overrides, readOverrides } from './read-overrides.ts';
import { readTemplate } from './read-template.ts';
import type { ReportView } from './report-view.ts';
import { type SayWords, sayHelper } from './say-helper.ts';
import { PARTIALS } from './section-view.ts';
import { tryTemplates } from './try-templates.ts';

type Template = (view: ReportView, say: SayWords) => string;

export type Templates = {
  readonly html: Template;
  readonly text: Template;
  readonly subject: Template;
  readonly css: string;
  readonly languages: Languages;
  /** paths of files that stand in place of ours, or beside them as a language does */
  readonly overridden: readonly string[];
  /** parsed, by name, for those who look closer */
  readonly programs: ReadonlyMap<string, { readonly program: hbs.AST.Program; readonly file: string }>;
};

export const FOLDER = join(import.meta.dirname, '../../templates');
const STYLE = 'report.css';

/**
 * Reads and compiles every `.hbs` file of the folder, once, at start, each in place of ours where the operator has one of
 * the same name. Refuses (`bad-config`, a line a file) a syntax error, raw output, an unquoted attribute, data where none
 * belongs, a partial that is not there, a section kind without its pair, a name that is none of ours; and, of an operator,
 * what cannot draw one of the sample reports.
 */
export function loadTemplates(folder: string = FOLDER, overrideFolder: string | null = null): Templates {
  const own = readSources(folder);
  const overrides =
    overrideFolder === null ? NO_OVERRIDES : readOverrides(overrideFolder, namesOf(own.keys()));
  const sources = withOverrides(own, overrides);
  for (const name of requiredNames()) {
    if (!sources.has(name)) throw new Failure('bad-config', `templates: ${name}.hbs is missing in ${folder}`);
  }
  const programs = checkAll(own, sources);
  const style = overrides.get(STYLE);
  if (style !== undefined) checkStyle(style);

  const handlebars = Handlebars.create();
  handlebars.registerHelper('say', sayHelper);
  const compiled = new Map<string, Template>();
  for (const [name, { source }] of sources) {
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
  const templates = {
    html: need(compiled, 'report.html'),
    text: need(compiled, 'report.text'),
    subject: need(compiled, 'subject'),
    css: style?.source ?? readTemplate(join(folder, STYLE)),
    languages: loadLanguages(join(folder, 'languages'), overrides),
    overridden: [...overrides.keys()],
    programs,
  };
  if (overrideFolder !== null) tryTemplates(templates, overrideFolder);
  return templates;
}

/** Ours, and those of the operator in place of them; once, at the start of a process. */
export function openTemplates({
  TEMPLATES_DIR: folder,
}: {
  readonly TEMPLATES_DIR?: string | undefined;
}): Templates {
  return loadTemplates(FOLDER, folder ?? null);
}

/** Files an operator may have one of: paths below the folder of the templates. Another language may stand beside them. */
export function overridable(folder: string = FOLDER): readonly string[] {
  const languages = readdirSync(join(folder, 'languages')).map((file) => `languages/${file}`);
  return [
    ...namesOf(readSources(folder).keys()),
    ...languages.filter((file) => file.endsWith('.json')),
  ].sort();
}

function namesOf(templates: Iterable<string>): readonly string[] {
  return [...Array.from(templates, (name) => `${name}.hbs`), STYLE];
}

function withOverrides(
  own: ReadonlyMap<string, TemplateSource>,
  overrides: Overrides,
): ReadonlyMap<string, TemplateSource> {
  return new Map(Array.from(own, ([name, ours]) => [name, overrides.get(`${name}.hbs`) ?? ours]));
}

/** Every file that is wrong is told, each by its first fault. */
function checkAll(
  own: ReadonlyMap<string, TemplateSource>,
  sources: ReadonlyMap<string, TemplateSource>,
): Templates['programs'] {
  const special = new Set(
    Array.from(own)
      .filter(([name]) => name.endsWith('.html'))
      .flatMap(([, { source }]) => specialAttributes(source)),
  );
  const faults: string[] = [];
  const programs = new Map<string, { readonly program: hbs.AST.Program; readonly file: string }>();
  for (const [name, one] of sources) {
    try {
      const program = checkTemplate(name, one, { names: sources, attributes: special });
      programs.set(name, { program, file: one.file });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new Failure('bad-config', faults.join('\n'));
  return programs;
}

function requiredNames(): readonly string[] {
  const pairs = Object.values(PARTIALS).flatMap(({ html, text }) => [html, text]);
  return ['report.html', 'report.text', 'subject', ...pairs];
}

function readSources(folder: string): ReadonlyMap<string, TemplateSource> {
  try {
    // pages/ has rules of its own: pages/load-pages.ts
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.hbs') && !/^pages[\\/]/.test(file),
    );
    return new Map(
      files.toSorted().map((file) => {
        const name = file.slice(0, -'.hbs'.length).replaceAll('\\', '/');
        return [name, { source: readTemplate(join(folder, file)), file: `templates/${name}.hbs` }];
      }),
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
