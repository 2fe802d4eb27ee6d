import { type Context, readMarkup, TEXT } from './read-markup.ts';

/** Tells which line of a template is wrong, and what; does not come back. */
export type Refuse = (what: string, line: number) => never;

/** What the special attributes of our own templates hold, as they are written: nobody else's data gets into a link or a style. */
export type KnownAttributes = ReadonlySet<string>;

/** Attributes that only hold text or a size: data in them is escaped and can do no harm. */
const PLAIN =
  /^(?:class|alt|title|lang|dir|id|scope|role|width|height|colspan|rowspan|align|valign|aria-[a-z]+)$/;
const NEVER = /^(?:on|formaction$|action$|srcdoc$|srcset$|background$|poster$|ping$|http-equiv$|xlink:)/;
const NO_TAGS =
  /^(?:script|style|iframe|frame|object|embed|form|input|button|select|textarea|link|base|svg|math|video|audio|template)$/;

/**
 * Follows a template through its markup: data stands in text, in plain attributes, or where ours has it; a block ends where
 * it began; nothing is left open. `program` is of the same source.
 */
export function checkMarkup(
  program: hbs.AST.Program,
  source: string,
  known: KnownAttributes,
  refuse: Refuse,
): void {
  const lines = source.split('\n');
  const end = walk(program, TEXT, { lines, known, refuse });
  if (end.kind !== 'text') refuse(`the template ends inside ${end.words}`, lines.length);
}

/** Of a template of ours: each attribute with data in it that is not plain, as `href="{{safeUrl}}"`. */
export function specialAttributes(source: string): readonly string[] {
  return Array.from(source.matchAll(/\s([a-z-]+)="([^"]*\{\{[^"]*)"/g))
    .filter(([, name = '']) => !PLAIN.test(name))
    .map(([, name, value]) => `${name}="${value}"`);
}

type Walk = {
  readonly lines: readonly string[];
  readonly known: KnownAttributes;
  readonly refuse: Refuse;
};

function walk(program: hbs.AST.Program, from: Context, how: Walk): Context {
  return program.body.reduce((at, statement) => step(statement, at, how), from);
}

function step(statement: hbs.AST.Statement, at: Context, how: Walk): Context {
  const line = statement.loc.start.line;
  if (isContent(statement))
    return readMarkup(textOf(statement), at, line, {
      tag: (name, where) => {
        if (NO_TAGS.test(name)) how.refuse(`<${name}> is not for a mail`, where);
      },
      attribute: (name, value, where) => checkAttribute(name, value, where, how),
      refuse: how.refuse,
    });
  if (isBlock(statement)) return stepBlock(statement, at, how);
  if (statement.type === 'MustacheStatement') return data(statement, at, how);
  if (statement.type === 'PartialStatement' && at.kind !== 'text')
    return how.refuse(`a partial inside ${at.words}`, line);
  return at;
}

function stepBlock(block: hbs.AST.BlockStatement, at: Context, how: Walk): Context {
  const line = block.loc.start.line;
  if (at.kind === 'comment' && !isMarkOnly(at)) how.refuse(`data inside ${at.words}`, line);
  for (const program of [block.program, block.inverse]) {
    if (program === undefined) continue;
    const end = walk(program, at, how);
    if (end.kind !== at.kind || end.name !== at.name)
      how.refuse(`the block begins inside ${at.words} and ends inside ${end.words}`, line);
  }
  // what its branches print is data as far as the attribute around it goes
  return at.kind === 'value' ? { ...at, value: `${at.value}{{}}` } : at;
}

function data(statement: hbs.AST.Statement, at: Context, how: Walk): Context {
  const { start } = statement.loc;
  // a > in data is escaped, so none ends a comment
  if (at.kind === 'text' || isMarkOnly(at)) return at;
  if (at.kind === 'value') return { ...at, value: `${at.value}${sourceOf(statement, how.lines)}` };
  return how.refuse(`data inside ${at.words}; write it into the text or name="{{field}}"`, start.line);
}

function isMarkOnly(at: Context): boolean {
  return at.kind === 'comment' && at.name !== 'if';
}

function checkAttribute(name: string, value: string, line: number, { known, refuse }: Walk): void {
  if (NEVER.test(name)) refuse(`the attribute ${name} is not for a mail`, line);
  if (PLAIN.test(name)) return;
  const hasData = value.includes('{{');
  if (hasData && !known.has(`${name}="${value}"`))
    refuse(
      `data in a link or an attribute such as ${name}; only ours as they are, like href="{{safeUrl}}"`,
      line,
    );
  if (hasData) return;
  if (name === 'href' && !/^(?:https?:\/\/|mailto:)/i.test(value.trim()))
    refuse('a link must begin with https:// or mailto:', line);
  if (name === 'src') refuse('a mail fetches nothing: only src="cid:{{cid}}" of ours', line);
  if (name === 'style' && /url\s*\(|expression|@|\\/i.test(value))
    refuse('a style that fetches or runs', line);
}

/** `{{name}}` as it is written; it stands on one line, as its own parser wants it. */
function sourceOf({ loc }: hbs.AST.Node, lines: readonly string[]): string {
  const [first = '', ...rest] = lines.slice(loc.start.line - 1, loc.end.line);
  if (rest.length === 0) return first.slice(loc.start.column, loc.end.column);
  return [first.slice(loc.start.column), ...rest].join('\n');
}

/** As it stands in the file; its type is written down wrongly by the library. */
function textOf(statement: hbs.AST.ContentStatement): string {
  const original: unknown = statement.original;
  return typeof original === 'string' ? original : statement.value;
}

function isContent(statement: hbs.AST.Statement): statement is hbs.AST.ContentStatement {
  return statement.type === 'ContentStatement';
}

function isBlock(statement: hbs.AST.Statement): statement is hbs.AST.BlockStatement {
  return statement.type === 'BlockStatement';
}
