import type { Db } from '../../connect.ts';
import { readState } from '../../roll-up/state.ts';
import { rowsOf } from '../../select-rows.ts';
import { type ProposeSession, run } from './session.ts';

type Range = readonly [after: number, upTo: number];
type Transaction = (work: (trx: Db) => Promise<void>) => Promise<void>;

const STATEMENTS = {
  messages: 'enqueue-messages',
  receipts: 'enqueue-receipts',
  clicks: 'enqueue-clicks',
  conversions: 'enqueue-conversions',
  opt_outs: 'enqueue-opt-outs',
  inbound: 'enqueue-inbound',
  contacts: 'enqueue-contacts',
} as const;

type Source = keyof typeof STATEMENTS;
const SOURCES: readonly Source[] = [
  'messages',
  'receipts',
  'clicks',
  'conversions',
  'opt_outs',
  'inbound',
  'contacts',
];

const IDS = 50_000;

/** Up to where each source is looked at, and ids below that may still come. */
export type Position = {
  readonly upTo: Readonly<Record<Source, number>>;
  readonly gaps: readonly (readonly [source: string, from: number, to: number])[];
};

/** Where the roll-up stands: only what is folded into facts can be judged. */
export async function readPosition(db: Db): Promise<Position> {
  const { sources } = await readState(db);
  const [last] = rowsOf(await db.raw('SELECT COALESCE(MAX(id), 0) AS id FROM contacts'));
  const mark = (source: Exclude<Source, 'contacts'>): number => sources.get(source)?.watermark ?? 0;
  return {
    upTo: {
      messages: mark('messages'),
      receipts: mark('receipts'),
      clicks: mark('clicks'),
      conversions: mark('conversions'),
      opt_outs: mark('opt_outs'),
      inbound: mark('inbound'),
      contacts: Number(last?.['id'] ?? 0),
    },
    gaps: [...sources].flatMap(([source, { gaps }]) =>
      gaps.map(({ from, to }) => [source, from, to] as const),
    ),
  };
}

/** Everybody, in ranges, one transaction each. Harmless when it is done again. */
export async function enqueueAll(
  session: Omit<ProposeSession, 'trx'>,
  upTo: number,
  transaction: Transaction,
): Promise<void> {
  for (const [after, until] of cut([0, upTo])) {
    await transaction(
      async (trx) => void (await run({ ...session, trx }, 'enqueue-all', { after, upTo: until })),
    );
  }
  await transaction((trx) => takeTouched({ ...session, trx }));
}

export type Between = {
  readonly before: Position;
  readonly now: Position;
  readonly sinceS: number;
  readonly startedS: number;
  /** also everybody whom a rule could take up, as known */
  readonly allCandidates: boolean;
};

/** Persons whom rows matter to that came between two positions, and those whose time has come since `sinceS`. */
export async function enqueueChanged(
  session: Omit<ProposeSession, 'trx'>,
  { before, now, sinceS, startedS, allCandidates }: Between,
  transaction: Transaction,
): Promise<void> {
  const messages = { messagesAfter: before.upTo.messages, messagesUpTo: now.upTo.messages };
  for (const source of SOURCES) {
    const gaps = before.gaps
      .filter(([of]) => of === source)
      .map(([, from, to]): Range => [from - 1, Math.min(to, before.upTo[source])]);
    const ranges: readonly Range[] = [...gaps, [before.upTo[source], now.upTo[source]]];
    for (const [after, upTo] of ranges.flatMap(cut)) {
      const bindings = { after, upTo, ...(source === 'receipts' ? messages : {}) };
      await transaction(async (trx) => void (await run({ ...session, trx }, STATEMENTS[source], bindings)));
    }
  }
  await transaction(async (trx) => {
    const inside = { ...session, trx };
    await takeTouched(inside);
    await run(inside, 'enqueue-phones', { since: startedS });
    await run(inside, 'enqueue-changed-phones');
    await run(inside, 'enqueue-silent', { since: sinceS });
    await run(inside, 'enqueue-waiting', { since: sinceS });
    await run(inside, 'enqueue-applied', { since: startedS });
    await run(inside, 'enqueue-suppressions', { since: sinceS, changedSince: startedS });
    if (allCandidates) await run(inside, 'enqueue-watched');
  });
}

/** Persons of messages that are not sent yet as of this search; a later one reads them. */
export async function touchAhead(session: ProposeSession): Promise<void> {
  await run(session, 'touch-ahead');
}

async function takeTouched(session: ProposeSession): Promise<void> {
  await run(session, 'enqueue-touched');
  await run(session, 'drop-touched');
}

function cut([after, upTo]: Range): readonly Range[] {
  const ranges: Range[] = [];
  for (let from = after; from < upTo; from += IDS) ranges.push([from, Math.min(from + IDS, upTo)]);
  return ranges;
}
