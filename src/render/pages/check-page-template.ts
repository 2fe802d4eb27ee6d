import Handlebars from 'handlebars';
import { Failure } from '../../core/failure.ts';

/**
 * What a page may not do, found at the start: print unescaped, put data into an attribute without quotes or into a link
 * that is no local path, hold style or script of its own (the content policy would drop them), post a form without the
 * token of the session. Throws `bad-config`.
 */
export function checkPageTemplate(name: string, source: string, known: ReadonlySet<string>): void {
  const refuse = (what: string, line?: number): never => {
    const place = line === undefined ? '' : ` line ${line}`;
    throw new Failure('bad-config', `templates/pages/${name}.hbs${place}: ${what}`);
  };
  for (const [at, line] of source.split('\n').entries()) {
    for (const { pattern, what } of RULES) if (pattern.test(line)) refuse(what, at + 1);
  }
  for (const [form] of source.matchAll(/<form\b[^>]*method="post"[^>]*>[^]*?(?=<\/form>)/g)) {
    if (!form.includes('{{> csrf}}')) refuse('a form that posts without {{> csrf}}');
  }
  const visitor = new Handlebars.Visitor();
  const partial = (statement: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement): void => {
    const wanted = 'original' in statement.name ? String(statement.name.original) : '';
    if (!known.has(wanted)) refuse(`partial ${wanted} does not exist`, statement.loc.start.line);
  };
  visitor.PartialStatement = partial;
  visitor.PartialBlockStatement = (statement) => {
    partial(statement);
    visitor.accept(statement.program);
  };
  visitor.accept(parse(source, refuse));
}

const RULES = [
  { pattern: /\{\{\{|\{\{~?&/, what: 'prints without escaping ({{{ or {{&); use {{name}}' },
  { pattern: /=\s*\{\{/, what: 'attribute value without quotes; write class="{{name}}"' },
  {
    pattern: /\b(?:href|src|(?:form)?action)\s*=\s*["'](?!\{\{path [\w.@/]+\}\}["'])[^"']*\{\{/i,
    what: 'data in a link; write href="{{path name}}"',
  },
  { pattern: /\s(?:on\w+|style)\s*=/i, what: 'style or script in an attribute' },
  { pattern: /<style\b|<script\b(?![^>]*\bsrc=)/i, what: 'style or script of its own' },
] as const;

function parse(source: string, refuse: (message: string) => never): hbs.AST.Program {
  try {
    return Handlebars.parse(source);
  } catch (error) {
    return refuse(error instanceof Error ? (error.message.split('\n')[0] ?? 'syntax error') : 'syntax error');
  }
}
