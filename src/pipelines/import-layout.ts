import { basename } from 'node:path';
import type { ColumnMap, ColumnRule } from '../core/column-map.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { SOURCE_KINDS, type SourceKind } from '../core/source-kind.ts';
import { IMPORT_STEPS } from './import-steps.ts';

export type Layout = {
  readonly kind: SourceKind;
  /** cells of a file row in the order in which the parser takes them */
  readonly arrange: (cells: readonly string[]) => readonly string[];
  readonly warnings: readonly string[];
};

/** The kind of a file: by its name (`messages.csv`, `messages-2026-11.csv`), else by its columns. */
export function kindOfFile(name: string, header: readonly string[], map: ColumnMap): SourceKind {
  const stem = basename(name)
    .toLowerCase()
    .replace(/\.csv$/, '')
    .replaceAll('-', '_');
  const named = SOURCE_KINDS.find(
    (kind) => stem === kind || (/^[_.]/.test(stem.slice(kind.length)) && stem.startsWith(kind)),
  );
  if (named !== undefined) return named;
  const fitting = SOURCE_KINDS.filter((kind) => missingColumns(kind, header, map).length === 0);
  const most = Math.max(...fitting.map((kind) => IMPORT_STEPS[kind].required.length));
  const best = fitting.filter((kind) => IMPORT_STEPS[kind].required.length === most);
  const [only] = best;
  if (only !== undefined && best.length === 1) return only;
  throw new Failure(
    'bad-input',
    `${name}: cannot tell what it holds; name it after one of ${SOURCE_KINDS.join(', ')}, such as messages.csv`,
  );
}

/** Fails with `bad-input` when a required column is missing. An unknown column is a warning. */
export function layOut(name: string, kind: SourceKind, header: readonly string[], map: ColumnMap): Layout {
  const missing = missingColumns(kind, header, map);
  if (missing.length > 0) {
    const { required } = IMPORT_STEPS[kind];
    throw new Failure(
      'bad-input',
      `${name}: has no column ${missing.join(', ')}; ${kind} needs ${required.join(', ')} (a column map can name others)`,
    );
  }
  const { columns } = IMPORT_STEPS[kind];
  const rules = columns.map((column) => ruleFor(kind, column, map));
  const takers = rules.map((rule) => takeCell(rule, header));
  return {
    kind,
    arrange: (cells) => takers.map((take) => take(cells)),
    warnings: warnings(name, kind, header, rules, map),
  };
}

function warnings(
  name: string,
  kind: SourceKind,
  header: readonly string[],
  rules: readonly ColumnRule[],
  map: ColumnMap,
): readonly string[] {
  const used = new Set(rules.map(({ from }) => from));
  const unknown = header.filter((column) => !used.has(column));
  const { columns } = IMPORT_STEPS[kind];
  const strange = [...(map.get(kind)?.keys() ?? [])].filter((column) => !columns.includes(column));
  return [
    ...(unknown.length > 0 ? [`${name}: columns that are not used: ${listed(unknown)}`] : []),
    ...(strange.length > 0 ? [`column map: ${kind} has no column ${listed(strange)}`] : []),
  ];
}

/** Of a file without a header these are the cells of its first row. */
function listed(columns: readonly string[]): string {
  return columns.map(shownText).join(', ').slice(0, 300);
}

function missingColumns(kind: SourceKind, header: readonly string[], map: ColumnMap): readonly string[] {
  return IMPORT_STEPS[kind].required.filter((column) => {
    const { from, value } = ruleFor(kind, column, map);
    return value === null && (from === null || !header.includes(from));
  });
}

function ruleFor(kind: SourceKind, column: string, map: ColumnMap): ColumnRule {
  return map.get(kind)?.get(column) ?? { from: column, value: null, words: NO_WORDS };
}

const NO_WORDS: ReadonlyMap<string, string> = new Map();

function takeCell(rule: ColumnRule, header: readonly string[]): (cells: readonly string[]) => string {
  const index = rule.from === null ? -1 : header.indexOf(rule.from);
  const fallback = rule.value ?? '';
  if (index < 0) return () => fallback;
  if (rule.words.size === 0 && fallback === '') return (cells) => cells[index] ?? '';
  return (cells) => {
    const cell = cells[index]?.trim() ?? '';
    return cell === '' ? fallback : (rule.words.get(cell) ?? cell);
  };
}
