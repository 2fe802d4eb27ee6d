import type { EvidenceWeight } from '../../core/cleaning/number-evidence.ts';
import { type FailureClass, failureClassOf } from '../../core/failure-class.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { statement } from '../roll-up/statement.ts';
import { type Row, rowsOf } from '../select-rows.ts';

export type ContactEvent = {
  readonly at: Temporal.Instant;
  /** sent, status 41, click 1, reply, order, opt_out, opt_in: numbers as stored */
  readonly what: string;
  readonly detail: string;
  readonly campaign: string;
};

export type ContactSuppression = {
  readonly contactId: string;
  readonly sender: string;
  readonly source: string;
  readonly sourceId: number;
  readonly reason: string;
  readonly suppressedAt: Temporal.Instant;
  readonly untilAt: Temporal.Instant | null;
};

/** A message the last search for numbers to clean holds against the number. */
export type CountedFailure = {
  readonly sentMs: number;
  readonly campaign: number;
  readonly failureClass: FailureClass;
  /** null = proves nothing */
  readonly weight: EvidenceWeight | null;
  readonly isLeftOut: boolean;
};

/** Times are epoch seconds, 0 = never. */
export type CountedActivity = {
  readonly delivered: number;
  readonly deliveredSilent: number;
  readonly engagedS: number;
  readonly positiveS: number;
};

export async function readContactEvents(
  db: Db,
  contacts: readonly number[],
  size: number,
): Promise<readonly ContactEvent[]> {
  const answer: unknown = await db.raw(statement('cleaning/contact-events'), { contacts, size });
  return rowsOf(answer).map((row) => {
    const read = readRow(row);
    return {
      at: read.time('at'),
      what: read.text('what'),
      detail: read.text('detail'),
      campaign: read.text('campaign'),
    };
  });
}

export async function readSuppressionsOf(
  db: Db,
  contacts: readonly number[],
): Promise<readonly ContactSuppression[]> {
  const rows: readonly Row[] = await db('suppressed_contacts')
    .whereIn('contact_number', contacts)
    .orderBy(['contact_number', 'suppressed_at', 'source_id'])
    .select('contact_id', 'sender', 'source', 'source_id', 'reason', 'suppressed_at', 'until_at');
  return rows.map((row) => {
    const read = readRow(row);
    return {
      contactId: read.text('contact_id'),
      sender: read.text('sender'),
      source: read.text('source'),
      sourceId: read.number('source_id'),
      reason: read.text('reason'),
      suppressedAt: read.time('suppressed_at'),
      untilAt: read.timeOrNull('until_at'),
    };
  });
}

const WEIGHTS = [null, 'weak', 'medium', 'strong'] as const;

/** As the last search read it, without what failed at a number it had before; empty when none looked at the person yet. */
export async function readCountedFailures(db: Db, person: number): Promise<readonly CountedFailure[]> {
  const rows: readonly Row[] = await db('number_evidence as e')
    .join('evidence_codes as c', 'c.id', 'e.code_id')
    .join('messages as m', 'm.id', 'e.message_id')
    .join('contacts as h', 'h.id', 'm.contact_id')
    .where('e.person_id', person)
    .whereRaw('(h.phone_since IS NULL OR m.sent_at >= h.phone_since)')
    .select(
      'e.sent_s',
      'e.campaign_id',
      'e.failure_class',
      'e.left_out',
      db.raw(
        'IF(c.is_distrusted & IF(e.delivered_before_s > 0, 1, 2), LEAST(c.weight, 1), c.weight) AS weight',
      ),
    );
  return rows.flatMap((row): readonly CountedFailure[] => {
    const read = readRow(row);
    const failureClass = failureClassOf(read.number('failure_class'));
    if (failureClass === null) return [];
    return [
      {
        sentMs: read.number('sent_s') * 1_000,
        campaign: read.number('campaign_id'),
        failureClass,
        weight: WEIGHTS[read.number('weight')] ?? null,
        isLeftOut: read.number('left_out') === 1,
      },
    ];
  });
}

/** As it is now; null = nothing that was sent has an end yet. */
export async function readCountedActivity(
  db: Db,
  person: number,
  contacts: readonly number[],
): Promise<CountedActivity | null> {
  const answer: unknown = await db.raw(statement('cleaning/contact-activity'), { person, contacts });
  const [row] = rowsOf(answer);
  if (row === undefined) return null;
  const read = readRow(row);
  if (read.number('attempts') === 0) return null;
  return {
    delivered: read.number('delivered'),
    deliveredSilent: read.number('delivered_silent'),
    engagedS: read.number('engaged_s'),
    positiveS: read.number('positive_s'),
  };
}
