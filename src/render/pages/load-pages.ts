import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { Failure } from '../../core/failure.ts';
import { createFormatter, type Formatter } from '../format.ts';
import { readTemplate } from '../read-template.ts';
import { sayHelper } from '../say-helper.ts';
import { checkPageTemplate } from './check-page-template.ts';

export type Asset = { readonly type: string; readonly text: string };

/** In which language the fixed words of a page are said; a formatter is one. */
export type PageWords = Pick<Formatter, 'say' | 'language' | 'isRightToLeft'>;

export const ENGLISH_PAGE: PageWords = createFormatter('en-GB', 'UTC');

export type Pages = {
  /** the whole document; a field the template names and the view has not is an error */
  readonly render: (name: string, view: object, words?: PageWords) => string;
  /** by their path below the base; the path changes with the content */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly stylePath: string;
  readonly scriptPath: string;
};

const FOLDER = join(import.meta.dirname, '../../../templates/pages');

/**
 * Every `.hbs` file of templates/pages, compiled once, at the start. `base` stands in front of every link: the path
 * under which a proxy shows us, without a slash at the end.
 */
export function loadPages(base: string, folder: string = FOLDER): Pages {
  const sources = readSources(folder);
  const known = new Set([...sources.keys(), '@partial-block']);
  for (const [name, source] of sources) checkPageTemplate(name, source, known);

  const handlebars = Handlebars.create();
  handlebars.registerHelper('path', (path: unknown) => localPath(base, path));
  handlebars.registerHelper('drawn', drawnReport);
  handlebars.registerHelper('say', sayHelper);
  const compiled = new Map<string, (view: object, words: PageWords) => string>();
  for (const [name, source] of sources) {
    const template = handlebars.compile<object>(source, {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: { path: true, drawn: true, say: true },
      preventIndent: true,
    });
    handlebars.registerPartial(name, template);
    compiled.set(name, (view, { say }) => template(view, { data: { say } }));
  }
  const style = asset(folder, 'pages.css', 'text/css; charset=utf-8');
  const script = asset(folder, 'pages.js', 'text/javascript; charset=utf-8');
  return {
    render: (name, view, words = ENGLISH_PAGE) => {
      const template = compiled.get(name);
      if (template === undefined) throw new Failure('internal', `there is no page template ${name}`);
      return template(view, words);
    },
    assets: new Map([style, script]),
    stylePath: style[0],
    scriptPath: script[0],
  };
}

/** Never another host: `//evil.example` and `/\evil.example` are none of ours. Throws `internal`. */
function localPath(base: string, path: unknown): string {
  if (typeof path === 'string' && /^\/(?![/\\])[\w\-.~%!$&'()*+,;=:@/?#]*$/.test(path))
    return `${base}${path}`;
  throw new Failure('internal', 'a link of a page is not a path of ours');
}

/** The one place where markup gets into a page: only what page-report.ts drew. Throws `internal`. */
function drawnReport(shown: unknown): unknown {
  if (shown instanceof Handlebars.SafeString) return shown;
  throw new Failure('internal', 'a page shows a report that was not drawn');
}

function asset(folder: string, file: string, type: string): readonly [string, Asset] {
  const text = readTemplate(join(folder, file));
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return [`/assets/${version}/${file}`, { type, text }];
}

function readSources(folder: string): ReadonlyMap<string, string> {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.hbs'));
    return new Map(files.toSorted().map((file) => [file.slice(0, -4), readTemplate(join(folder, file))]));
  } catch (cause) {
    throw new Failure('bad-config', `templates: cannot read the folder ${folder}`, { cause });
  }
}
