import { Failure } from '../core/failure.ts';

export type ParsedTemplates = ReadonlyMap<
  string,
  { readonly program: hbs.AST.Program; readonly file: string }
>;

/**
 * Follows every name of every template through views as reports have them, also where a condition would not go: a field
 * that is in none of them does not exist. Throws `bad-config` with file and line, and names the fields there are.
 */
export function checkFields(templates: ParsedTemplates, entry: string, views: readonly unknown[]): void {
  const found = templates.get(entry);
  if (found === undefined) throw new Failure('internal', `there is no template ${entry}`);
  walk(found.program, { templates, file: found.file, values: views, parent: null, depth: 0 });
}

type Scope = {
  readonly templates: ParsedTemplates;
  readonly file: string;
  /** what `this` may be here; empty = no report has any, so nothing is known */
  readonly values: readonly unknown[];
  readonly parent: Scope | null;
  readonly depth: number;
};

/** Deeper than any report: partials that call each other. */
const DEEPEST = 30;

function walk(program: hbs.AST.Program | undefined, scope: Scope): void {
  for (const statement of program?.body ?? []) {
    if (isMustache(statement)) checkMustache(statement, scope);
    else if (isBlock(statement)) checkBlock(statement, scope);
    else if (isPartial(statement)) checkPartial(statement, scope);
    else if (statement.type !== 'ContentStatement' && statement.type !== 'CommentStatement')
      refuse(scope, statement, 'only {{name}}, {{#if}}, {{#unless}}, {{#each}}, {{#with}} and {{> partial}}');
  }
}

function checkMustache({ path, params, hash, loc }: hbs.AST.MustacheStatement, scope: Scope): void {
  if (isPath(path) && path.original === 'say') return checkSay(params, hash, { ...scope }, loc);
  if (params.length > 0 || hash !== undefined)
    refuse(scope, { loc }, `there is no helper ${nameOf(path)}; there is say`);
  const values = resolve(path, scope);
  if (values.length > 0 && values.every((value) => typeof value === 'object' && value !== null))
    refuse(scope, { loc }, `${nameOf(path)} is no text: go into it with {{#each}} or {{#with}}`);
}

function checkSay(
  [words, ...parts]: readonly hbs.AST.Expression[],
  hash: hbs.AST.Hash | undefined,
  scope: Scope,
  loc: hbs.AST.SourceLocation,
): void {
  if (words === undefined || !isString(words)) return refuse(scope, { loc }, 'say needs its words in quotes');
  for (const part of [...parts, ...(hash?.pairs ?? []).map(({ value }) => value)]) resolve(part, scope);
  const places = Array.from(words.value.matchAll(/\{(\d+)\}/g), ([, place]) => Number(place));
  const beyond = places.find((place) => place >= parts.length);
  if (beyond !== undefined)
    refuse(scope, { loc }, `say has the place {${beyond}} and ${parts.length} fields behind its words`);
}

function checkBlock(block: hbs.AST.BlockStatement, scope: Scope): void {
  const [param, ...more] = block.params;
  const name = block.path.original;
  if (param === undefined || more.length > 0 || block.program.blockParams?.length > 0)
    return refuse(scope, block, `{{#${name}}} takes one name`);
  const values = resolve(param, scope);
  const inside = (contexts: readonly unknown[]): Scope => ({ ...scope, values: contexts, parent: scope });
  switch (name) {
    case 'if':
    case 'unless':
      walk(block.program, scope);
      break;
    case 'each':
      walk(block.program, inside(values.flatMap(itemsOf)));
      break;
    case 'with':
      walk(block.program, inside(values.filter(Boolean)));
      break;
    default:
      refuse(scope, block, `there is no block ${name}; there are if, unless, each and with`);
  }
  walk(block.inverse, scope);
}

function checkPartial({ name, params, hash, loc }: hbs.AST.PartialStatement, scope: Scope): void {
  if (scope.depth > DEEPEST) refuse(scope, { loc }, 'partials call each other in a circle');
  const [param] = params;
  const given = param === undefined ? scope.values : resolve(param, scope);
  const added = (hash?.pairs ?? []).map(({ key, value }) => [key, resolve(value, scope)[0] ?? ''] as const);
  const values = given.map((one) => (isRecord(one) ? { ...one, ...Object.fromEntries(added) } : one));
  if (isPath(name)) return enter(String(name.original), values, scope, loc);
  // a section is drawn by the partial its view names: (lookup . "html")
  const [, key] = name.params;
  if (name.path.original !== 'lookup' || key === undefined || !isString(key))
    return refuse(scope, { loc }, 'a partial is named, or by (lookup . "html") or (lookup . "text")');
  const byName = Map.groupBy(values, (value) => (isRecord(value) ? String(value[key.value]) : ''));
  for (const [partial, ofIt] of byName) enter(partial, ofIt, scope, loc);
}

function enter(name: string, values: readonly unknown[], scope: Scope, loc: hbs.AST.SourceLocation): void {
  const found = scope.templates.get(name);
  if (found === undefined) return refuse(scope, { loc }, `partial ${name} does not exist`);
  // a partial does not see what is above where it is called
  walk(found.program, { ...scope, file: found.file, values, parent: null, depth: scope.depth + 1 });
}

/** What a name may stand for; throws where it can stand for nothing. */
function resolve(expression: hbs.AST.Expression, scope: Scope): readonly unknown[] {
  if (isString(expression)) return [expression.value];
  if (!isPath(expression)) {
    if (expression.type === 'SubExpression') refuse(scope, expression, 'no (brackets) here');
    return [];
  }
  const { original, parts, depth, data } = expression;
  if (data) {
    if (['@first', '@last', '@index', '@key'].includes(original)) return [];
    return refuse(scope, expression, `${original} is not there; there are @first, @last, @index`);
  }
  let at: Scope = scope;
  for (let up = 0; up < depth; up += 1) {
    if (at.parent === null)
      return refuse(scope, expression, `${original} goes further up than there is anything`);
    at = at.parent;
  }
  return parts.reduce<readonly unknown[]>(
    (values, part) => inside(values, part, expression, scope),
    at.values,
  );
}

function inside(
  values: readonly unknown[],
  part: string,
  expression: hbs.AST.PathExpression,
  scope: Scope,
): readonly unknown[] {
  const there = values.filter((value) => value !== null && value !== undefined);
  const owners = there.filter((value) => isRecord(value) && Object.hasOwn(value, part));
  if (there.length > 0 && owners.length === 0) {
    const fields = [...new Set(there.filter(isRecord).flatMap(Object.keys))].sort();
    const known = fields.length === 0 ? 'it is a text' : `there are ${fields.join(', ')}`;
    refuse(scope, expression, `there is no field ${part}; ${known}`);
  }
  return owners.map((owner) => (isRecord(owner) ? owner[part] : undefined));
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function refuse(scope: Scope, { loc }: { readonly loc: hbs.AST.SourceLocation }, what: string): never {
  throw new Failure('bad-config', `${scope.file} line ${loc.start.line}: ${what}`);
}

function nameOf(path: hbs.AST.Expression): string {
  return isPath(path) ? path.original : 'a literal';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === 'MustacheStatement';
}

function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === 'BlockStatement';
}

function isPartial(node: hbs.AST.Node): node is hbs.AST.PartialStatement {
  return node.type === 'PartialStatement';
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression';
}

function isString(node: hbs.AST.Node): node is hbs.AST.StringLiteral {
  return node.type === 'StringLiteral';
}
