import type { ReadRows } from '../select-rows.ts';
import { parseCounts } from './count-text.ts';
import { isCounted, type Source, type SumPart, type SumRow } from './sum-part.ts';
import { sumSql } from './sum-statement.ts';
import { takeText } from './text-rows.ts';

/** A part, and what its rows are handed to. */
export type SumAsk = { readonly part: SumPart; readonly take: (row: SumRow) => void };

/** Reads the parts and hands out their rows. */
export type SumReader = (asks: readonly SumAsk[]) => Promise<void>;

/** SELECTs in one statement; more go in another. */
const MOST_SELECTS = 24;

/** Rows of a part that were read before anybody asked; null = they were not. */
export type ReadAlready = (part: SumPart) => RawRows | null;

export type RawRows = readonly (readonly unknown[])[];

/** All parts by as few statements as possible: a round trip costs more than a small cube. Equal parts are read once. */
export function sumReader(read: ReadRows, readAlready: ReadAlready = () => null): SumReader {
  return async (asks) => {
    // none of no segments is nothing
    const selects = Map.groupBy(
      asks.filter(({ part }) => part.segments?.length !== 0),
      ({ part }) => sumSql(part),
    );
    const unread: Select[] = [];
    for (const [sql, ofSelect] of selects) {
      const [first] = ofSelect;
      const rows = first === undefined ? null : readAlready(first.part);
      if (rows === null) unread.push([sql, ofSelect]);
      else handOut(ofSelect, rows);
    }
    const [alone, united] = split(unread);
    const statements = alone.map((select) => [select]);
    for (let first = 0; first < united.length; first += MOST_SELECTS) {
      statements.push(united.slice(first, first + MOST_SELECTS));
    }
    await Promise.all(statements.map((statement) => readSelects(read, statement)));
  };
}

/** For the many loads of one snapshot: what is asked for in one turn of the event loop is read together. */
export function gatherSums(read: ReadRows, readAlready: ReadAlready): SumReader {
  const readSums = sumReader(read, readAlready);
  let waiting: Waiting[] = [];
  return (asks) =>
    new Promise((resolve, reject) => {
      waiting.push({ asks, resolve, reject });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const taken = waiting;
        waiting = [];
        readSums(taken.flatMap((one) => one.asks)).then(
          () => taken.forEach((one) => one.resolve()),
          (error: unknown) => taken.forEach((one) => one.reject(error)),
        );
      });
    });
}

type Waiting = {
  readonly asks: readonly SumAsk[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

type Select = readonly [sql: string, asks: readonly SumAsk[]];

/** Rows of a UNION pass through a work table: hundreds of them come sooner in a statement of their own. */
const MANY_ROWS: ReadonlySet<Source> = new Set(['campaigns', 'variants']);

function split(selects: readonly Select[]): readonly [alone: readonly Select[], united: readonly Select[]] {
  const isAlone = ([, [ask]]: Select): boolean =>
    ask !== undefined && !ask.part.isText && MANY_ROWS.has(ask.part.source);
  return [selects.filter(isAlone), selects.filter((select) => !isAlone(select))];
}

async function readSelects(read: ReadRows, selects: readonly Select[]): Promise<void> {
  const rows = Map.groupBy(await read(unite(selects.map(([sql]) => sql))), tagOf);
  for (const [tag, [, asks]] of selects.entries()) handOut(asks, rows.get(tag) ?? []);
}

/** SELECTs as one statement; the first column of a row says which of them it is of. */
export function unite(selects: readonly string[]): string {
  return selects.map((select, tag) => select.replace('SELECT ', `SELECT ${tag}, `)).join('\nUNION ALL\n');
}

export function tagOf([tag]: readonly unknown[]): number {
  return Number(tag);
}

function handOut(asks: readonly SumAsk[], rows: RawRows): void {
  const part = asks[0]?.part;
  if (part === undefined) return;
  for (const [, k1, k2, k3, label, value] of rows) {
    if (part.isText) {
      takeText(asks, Number(label), String(value));
      continue;
    }
    const row = {
      k1: Number(k1),
      k2: Number(k2),
      k3: Number(k3),
      label: String(label),
      value: String(value),
      counts: isCounted(part) ? parseCounts(String(value)) : [],
    };
    for (const { take } of asks) take(row);
  }
}
