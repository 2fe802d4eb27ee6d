import { globSync, readFileSync } from 'node:fs';
import { parseAst } from 'vitest/node';

/** Where our own words stand that a reader of a report meets. */
const SOURCES = [
  'src/core/reports/**/*.ts',
  'src/core/metrics/*.ts',
  'src/core/plain-character.ts',
  'src/render/*.ts',
  'src/pipelines/*.ts',
  'src/cli/**/*.ts',
];
/** Here every text that reads like prose is shown, whatever holds it. */
const PROSE = /^src\/(?:core\/(?:reports\/|metrics\/(?!definitions)|plain-character)|render\/report-view)/;
/** The command line says `counted` and `none` in English. */
const HELPERS = /^src\/(?:core|render)\//;

export type OurWords = {
  /** patterns as a language looks them up, each with the file that says it */
  readonly said: ReadonlyMap<string, string>;
  /** other texts that read like prose: said as they stand, or as a part of a pattern */
  readonly prose: ReadonlyMap<string, string>;
  /** fragments that only make sense glued to something: no other language can order them */
  readonly glue: ReadonlyMap<string, string>;
};

/** Every say`...`, term, counted, sayCounted and none of the program, {{say "..."}} of the templates, labels and titles. */
export function ourWords(): OurWords {
  const said = new Map<string, string>();
  const prose = new Map<string, string>();
  const glue = new Map<string, string>();
  for (const file of SOURCES.flatMap((pattern) => globSync(pattern)).toSorted()) {
    const tree: unknown = parseAst(readFileSync(file, 'utf8'), { lang: 'ts' } as never);
    walk(tree, (node) => {
      for (const words of saidBy(node, HELPERS.test(file))) if (hasLetters(words)) said.set(words, file);
      if (!PROSE.test(file)) return;
      for (const words of proseOf(node)) prose.set(words, file);
      for (const words of glueOf(node)) glue.set(words, file);
    });
  }
  for (const file of globSync('templates/**/*.hbs'))
    for (const [, words = ''] of readFileSync(file, 'utf8').matchAll(/\{\{say "([^"]*)"/g))
      said.set(words, file);
  return { said, prose, glue };
}

/** "{0} ({1})" is the same in every language. */
function hasLetters(words: string): boolean {
  return /\p{L}/u.test(words.replace(/\{\d+\}/g, ''));
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

function walk(value: unknown, visit: (node: Node) => boolean | void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, visit);
  if (!isNode(value) || SKIPPED.has(value.type) || isRefusal(value) || isId(value)) return;
  visit(value);
  for (const [key, child] of Object.entries(value)) {
    // the words of a tagged template are said by its tag; what stands in its places is walked
    if (value.type === 'TaggedTemplateExpression' && key === 'quasi') walk(expressionsOf(child), visit);
    else if (typeof child === 'object') walk(child, visit);
  }
}

const SKIPPED = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'TSLiteralType',
  'TSTypeAliasDeclaration',
]);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** What is said to whoever runs the program, not to a reader. */
function isRefusal(node: Node): boolean {
  return node.type === 'NewExpression' && nameOf(node['callee']) === 'Failure';
}

function isId(node: Node): boolean {
  return node.type === 'Property' && nameOf(node['key']) === 'id';
}

function saidBy(node: Node, hasHelpers: boolean): readonly string[] {
  if (node.type === 'TaggedTemplateExpression' && nameOf(node['tag']) === 'say')
    return [patternOf(node['quasi'])];
  if (!hasHelpers) return [];
  if (node.type === 'ArrayExpression') {
    const [one, many, ...rest] = [...literals(node['elements'])];
    return one !== undefined && many !== undefined && rest.length === 0 && isPlural(one, many)
      ? [`{0} ${one}|{0} ${many}`]
      : [];
  }
  return node.type === 'CallExpression' ? saidByCall(node) : [];
}

function saidByCall(node: Node): readonly string[] {
  const [first, second, third] = node['arguments'] as readonly unknown[];
  const [one] = [...literals(second)];
  const [many] = [...literals(third)];
  switch (nameOf(node['callee'])) {
    case 'counted':
      return one === undefined ? [] : [`{0} ${one}|{0} ${many ?? `${one}s`}`];
    case 'sayCounted':
      return one === undefined || many === undefined ? [] : [`${one}|${many}`];
    case 'term':
    case 'none':
    case 'say':
    case 'words':
      return [...literals(first)];
    default:
      return [];
  }
}

/** Values of properties and lists; a pair "contact who clicked", "contacts who clicked" is said by `counted`. */
function proseOf(node: Node): readonly string[] {
  if (node.type === 'Property' && !NOT_SHOWN.has(String((node['key'] as { name?: unknown }).name)))
    return [...literals(node['value'])].filter(isSentence);
  if (node.type === 'ArrayExpression') return [...literals(node['elements'])].filter(isSentence);
  if (node.type === 'VariableDeclarator') return [...literals(node['init'])].filter(isSentence);
  return [];
}

/** " of its", "most in ": begins or ends with a space; or words around ${...} that no say has. */
function glueOf(node: Node): readonly string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string')
    return /^\s.*\p{L}|\p{L}.*\s$/u.test(node['value']) ? [node['value']] : [];
  if (node.type !== 'TemplateLiteral') return [];
  const pattern = patternOf(node);
  return /\p{L}{2}.* |^ .*\p{L}{2}/u.test(pattern.replace(/\{\d+\}/g, '')) ? [pattern] : [];
}

/** Read by the program, or printed by the command line alone. */
const NOT_SHOWN = new Set(['formula', 'numerator', 'denominator']);

function isPlural(one: string, many: string): boolean {
  return Array.from(
    many,
    (letter, at) => letter === 's' && many.slice(0, at) + many.slice(at + 1) === one,
  ).some(Boolean);
}

/** say, format.say, this.say */
function nameOf(callee: unknown): string {
  if (!isNode(callee)) return '';
  if (callee.type === 'Identifier') return String(callee['name']);
  return callee.type === 'MemberExpression' ? nameOf(callee['property']) : '';
}

function patternOf(quasi: unknown): string {
  const { quasis } = quasi as { readonly quasis: readonly { readonly value: { readonly cooked: string } }[] };
  return quasis.map(({ value }) => value.cooked).reduce((all, next, at) => `${all}{${at - 1}}${next}`);
}

function expressionsOf(quasi: unknown): unknown {
  return isNode(quasi) ? quasi['expressions'] : [];
}

/** Texts an expression may be: itself, or either branch. */
function* literals(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const each of node) yield* literals(each);
  if (!isNode(node)) return;
  if (node.type === 'Literal' && typeof node['value'] === 'string') yield node['value'];
  if (node.type === 'ConditionalExpression') {
    yield* literals(node['consequent']);
    yield* literals(node['alternate']);
  }
  if (node.type === 'LogicalExpression') yield* literals(node['right']);
}

/** Ids and keys are one lower-case word, or joined by hyphens or dots. */
function isSentence(words: string): boolean {
  return /^\p{Lu}/u.test(words) ? !/^[\p{Lu}\d_-]{2,}$/u.test(words) : /^\p{L}.* /u.test(words);
}
