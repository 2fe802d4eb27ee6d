import Handlebars from 'handlebars';
import { Failure } from '../core/failure.ts';

/**
 * What a template may not do, found before any report is rendered: print unescaped text, put data into an
 * attribute without quotes or into a link, call a partial that does not exist. Throws `bad-config`.
 */
export function checkTemplate(name: string, source: string, known: ReadonlyMap<string, string>): void {
  const refuse = (what: string, line?: number): never => {
    const place = line === undefined ? '' : ` line ${line}`;
    throw new Failure('bad-config', `templates/${name}.hbs${place}: ${what}`);
  };
  for (const [at, line] of source.split('\n').entries()) {
    for (const { pattern, what } of name.endsWith('.html') ? [RAW, ...MARKUP] : [RAW]) {
      if (pattern.test(line)) refuse(what, at + 1);
    }
  }

  const program = parse(source, (message) => refuse(message));
  const visitor = new Handlebars.Visitor();
  // sections are chosen by the view with (lookup . "html"); every pair is required by name at start
  visitor.PartialStatement = ({ name: partial, loc }) => {
    if (!('original' in partial)) return;
    const wanted = String(partial.original);
    if (!known.has(wanted)) refuse(`partial ${wanted} does not exist`, loc.start.line);
  };
  visitor.accept(program);
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

function parse(source: string, refuse: (message: string) => never): hbs.AST.Program {
  try {
    return Handlebars.parse(source);
  } catch (error) {
    return refuse(error instanceof Error ? (error.message.split('\n')[0] ?? 'syntax error') : 'syntax error');
  }
}
