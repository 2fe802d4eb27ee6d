import type { ReadRows } from '../select-rows.ts';
import { type Answer, handOut } from './hand-out.ts';
import type { Source, SumPart, SumRow } from './sum-part.ts';
import { sumSql } from './sum-statement.ts';

/** A part, and what its rows are handed to. */
export type SumAsk = { readonly part: SumPart; readonly take: (row: SumRow) => void };

/** Reads the parts and hands out their rows. */
export type SumReader = (asks: readonly SumAsk[]) => Promise<void>;

/** SELECTs in one statement; more go in another. */
const MOST_SELECTS = 24;

/** What a part was answered before anybody asked; null = it was not. */
export type ReadAlready = (part: SumPart) => Answer | null;

/** All parts by as few statements as possible: a round trip costs more than a small cube. Equal parts are read once. */
export function sumReader(read: ReadRows, readAlready: ReadAlready = () => null): SumReader {
  return async (asks) => {
    const unread: SumAsk[] = [];
    const known = new Map<Answer, SumAsk[]>();
    for (const ask of asks) {
      // none of no segments is nothing
      if (ask.part.segments?.length === 0) continue;
      const answer = readAlready(ask.part);
      if (answer === null) unread.push(ask);
      else known.set(answer, [...(known.get(answer) ?? []), ask]);
    }
    for (const [answer, ofAnswer] of known) handOut(ofAnswer, answer);
    const selects = Map.groupBy(unread, ({ part }) => sumSql(part));
    await Promise.all(statementsOf([...selects]).map((statement) => readSelects(read, statement)));
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

function statementsOf(selects: readonly Select[]): readonly (readonly Select[])[] {
  const isAlone = ([, [ask]]: Select): boolean =>
    ask !== undefined && !ask.part.isText && MANY_ROWS.has(ask.part.source);
  const alone = selects.filter(isAlone).map((select) => [select]);
  return [...alone, ...inPieces(selects.filter((select) => !isAlone(select)))];
}

function inPieces(selects: readonly Select[]): readonly (readonly Select[])[] {
  const count = Math.ceil(selects.length / MOST_SELECTS);
  return Array.from({ length: count }, (_, at) => selects.slice(at * MOST_SELECTS, (at + 1) * MOST_SELECTS));
}

async function readSelects(read: ReadRows, selects: readonly Select[]): Promise<void> {
  const rows = Map.groupBy(await read(unite(selects)), ([tag]) => Number(tag));
  for (const [tag, [, asks]] of selects.entries()) {
    const ofSelect = (rows.get(tag) ?? []).map(([, ...row]) => row);
    handOut(asks, isText(asks) ? { text: ofSelect[0]?.[VALUE] } : { rows: ofSelect });
  }
}

const VALUE = 4;

/** One statement; the first column of a row says which SELECT it is of. */
function unite(selects: readonly Select[]): string {
  const tagged = selects.map(([sql, asks], tag) =>
    isText(asks)
      ? `SELECT ${tag}, 0 AS k1, 0 AS k2, 0 AS k3, '' AS label, (${sql}) AS value`
      : sql.replace('SELECT ', `SELECT ${tag}, `),
  );
  return tagged.join('\nUNION ALL\n');
}

function isText([ask]: readonly SumAsk[]): boolean {
  return ask?.part.isText === true;
}
