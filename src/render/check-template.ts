import Handlebars from 'handlebars';
import { Failure } from '../core/failure.ts';
import { checkMarkup, type KnownAttributes } from './check-markup.ts';

export type TemplateSource = {
  readonly source: string;
  /** as a message names it */
  readonly file: string;
};

/**
 * What a template may not do, found before any report is rendered: print unescaped text, put data into an attribute
 * without quotes or into a link, call a partial that does not exist, leave a tag open. Throws `bad-config` with file and
 * line. Returns the parsed template.
 */
export function checkTemplate(
  name: string,
  { source, file }: TemplateSource,
  known: { readonly names: ReadonlyMap<string, unknown>; readonly attributes: KnownAttributes },
): hbs.AST.Program {
  const refuse = (what: string, line?: number): never => {
    const place = line === undefined ? '' : ` line ${line}`;
    throw new Failure('bad-config', `${file}${place}: ${what}`);
  };
  for (const [at, line] of source.split('\n').entries()) {
    for (const { pattern, what } of name.endsWith('.html') ? [RAW, ...MARKUP] : [RAW]) {
      if (pattern.test(line)) refuse(what, at + 1);
    }
  }

  const program = parseTemplate({ source, file });
  const visitor = new Handlebars.Visitor();
  // sections are chosen by the view with (lookup . "html"); every pair is required by name at start
  visitor.PartialStatement = ({ name: partial, loc }) => {
    if (!('original' in partial)) return;
    const wanted = String(partial.original);
    if (!known.names.has(wanted)) refuse(`partial ${wanted} does not exist`, loc.start.line);
  };
  visitor.accept(program);
  if (name.endsWith('.html')) checkMarkup(program, source, known.attributes, refuse);
  return program;
}

const RAW = { pattern: /\{\{\{|\{\{~?&/, what: 'prints without escaping ({{{ or {{&); use {{name}}' };
const MARKUP = [
  { pattern: /=\s*\{\{/, what: 'attribute value without quotes; write class="{{name}}"' },
  // safe-url.ts has looked at that one
  {
    pattern: /\b(?:href|on\w+)\s*=\s*["'](?!\{\{safeUrl\}\}")[^"']*\{\{/i,
    what: 'data in a link or an event attribute',
  },
] as const;

function parseTemplate({ source, file }: TemplateSource): hbs.AST.Program {
  try {
    return Handlebars.parse(source);
  } catch (error) {
    const [first = 'syntax error'] = (error instanceof Error ? error.message : '').split('\n');
    const [, line] = /on line (\d+)/.exec(first) ?? [];
    throw new Failure('bad-config', `${file}${line === undefined ? '' : ` line ${line}`}: ${first}`);
  }
}
