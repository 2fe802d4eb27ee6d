import type { Db } from '../connect.ts';
import { type RowReader, readRow } from '../read-row.ts';
import { statement } from '../roll-up/statement.ts';
import { rowsOf } from '../select-rows.ts';
import { flagOf, type PersonFlag } from './count-flags.ts';
import { fillMarks } from './marks.ts';

export type FlaggedPerson = {
  /** of the sending platform */
  readonly contactId: string;
  /** '' = none */
  readonly segment: string;
  readonly flag: PersonFlag;
  /** probabilities; null of somebody who never clicked */
  readonly score: number | null;
  readonly lapsed: number | null;
  readonly silence: number | null;
  readonly dose: { readonly in7: number; readonly in30: number; readonly in90: number };
  readonly recent: FlaggedCounts;
  readonly earlier: FlaggedCounts;
  readonly lastDeliveredAt: Temporal.Instant | null;
  readonly lastClickAt: Temporal.Instant | null;
  readonly lastOrderAt: Temporal.Instant | null;
};

type FlaggedCounts = { readonly delivered: number; readonly clicked: number; readonly expected: number };

/** Page by page, in the order of the person's number; nobody's phone. */
export async function* listFlagged(db: Db, runId: number): AsyncGenerator<readonly FlaggedPerson[]> {
  const sql = fillMarks(statement('findings/list-flagged'), 'now');
  let after = 0;
  for (;;) {
    const rows = rowsOf(await db.raw(sql, { run: runId, after })).map(readRow);
    if (rows.length === 0) return;
    yield rows.flatMap((read) => personOf(read) ?? []);
    after = rows.at(-1)?.number('person_id') ?? after;
  }
}

function personOf(read: RowReader): FlaggedPerson | null {
  const flag = flagOf(read.number('flag'));
  if (flag === null) return null;
  return {
    contactId: read.text('contact_id'),
    segment: read.textOrNull('segment_id') ?? '',
    flag,
    score: read.numberOrNull('score'),
    lapsed: read.numberOrNull('lapsed'),
    silence: read.numberOrNull('silence'),
    dose: { in7: read.number('dose7'), in30: read.number('dose30'), in90: read.number('dose90') },
    recent: countsOf(read, 'recent'),
    earlier: countsOf(read, 'earlier'),
    lastDeliveredAt: timeOf(read.number('last_delivered_s')),
    lastClickAt: timeOf(read.number('last_click_s')),
    lastOrderAt: timeOf(read.number('last_order_s')),
  };
}

function countsOf(read: RowReader, when: 'recent' | 'earlier'): FlaggedCounts {
  return {
    delivered: read.number(`delivered_${when}`),
    clicked: read.number(`clicked_${when}`),
    expected: read.number(`expected_${when}_nano`) / 1e9,
  };
}

function timeOf(seconds: number): Temporal.Instant | null {
  return seconds === 0 ? null : Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
}
