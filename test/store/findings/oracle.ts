import type { Db } from '../../../src/store/connect.ts';

/** A promotional message that had been delivered, counted in memory from messages, receipts, hits and wishes. */
export type OracleMessage = {
  readonly campaignId: string;
  readonly segment: string;
  readonly person: number;
  readonly zone: string | null;
  /** of the contact it went to, which may be another row of the person */
  readonly ownZone: string;
  /** since when the person is known */
  readonly knownMs: number;
  readonly sentS: number;
  readonly clicked: boolean;
  readonly optedOut: boolean;
  readonly dose30: number;
};

type Raw = Readonly<Record<string, unknown>>;

/**
 * As it was known at `asOf`; doses and persons are those of today. Which hits are human and which message an opt-out
 * counts on are read from the facts.
 */
export async function oracleMessages(db: Db, asOf: Temporal.Instant): Promise<readonly OracleMessage[]> {
  const until = new Date(asOf.epochMilliseconds);
  const delivered = new Set(
    (await db('receipts').where({ status: 50 }).where('received_at', '<=', until).distinct('message_id')).map(
      (row: Raw) => Number(row['message_id']),
    ),
  );
  const clicks: readonly Raw[] = await db('click_facts as k')
    .join('clicks as s', 's.id', 'k.click_id')
    .where('k.verdict', 1)
    .where('s.received_at', '<=', until)
    .select('k.message_id', 'k.clicked_ms');
  const cameBack: readonly Raw[] = await db('response_facts as o')
    .join('opt_outs as s', 's.id', 'o.event_id')
    .where({ 'o.kind': 2 })
    .where('s.received_at', '<=', until)
    .select('o.person_id', 'o.occurred_s');
  const optedOut = new Set(
    (
      await db('response_facts as o')
        .join('opt_outs as s', 's.id', 'o.event_id')
        .where({ 'o.kind': 1, 'o.counted': 1 })
        .where('s.received_at', '<=', until)
        .select('o.message_id', 'o.person_id', 'o.occurred_s')
    )
      .filter((row: Raw) => !cameBack.some((back) => isAfter(back, row)))
      .map((row: Raw) => Number(row['message_id'])),
  );
  const rows: readonly Raw[] = await db('messages as m')
    .join('campaigns as a', 'a.id', 'm.campaign_id')
    .join('contacts as c', 'c.id', 'm.contact_id')
    .leftJoin('segments as g', 'g.id', 'm.segment_id')
    .where('a.kind', 'promotional')
    .select(
      'm.id',
      'm.sent_at',
      'a.campaign_id',
      'g.segment_id',
      'c.person_id',
      'c.id as contact',
      'c.timezone as own_zone',
      'a.timezone as zone',
      'c.timezone as own_zone',
      'a.timezone as zone',
    );
  const persons = new Map(
    (await db('contacts').select('id', 'timezone', 'created_at')).map((row: Raw) => [Number(row['id']), row]),
  );
  const everDelivered = new Set(
    (await db('receipts').where({ status: 50 }).distinct('message_id')).map((row: Raw) =>
      Number(row['message_id']),
    ),
  );
  const messages = rows
    .filter((row) => everDelivered.has(Number(row['id'])))
    .map((row) => ({
      row,
      person: Number(row['person_id']) || Number(row['contact']),
      sentS: seconds(row['sent_at']),
    }));
  const byPerson = Map.groupBy(messages, ({ person }) => person);
  return messages
    .filter(({ row }) => delivered.has(Number(row['id'])))
    .map(({ row, person, sentS }) => {
      const id = Number(row['id']);
      const who = persons.get(person);
      return {
        campaignId: String(row['campaign_id']),
        segment: textOf(row['segment_id']) ?? '',
        person,
        ownZone: textOf(row['own_zone']) ?? textOf(row['zone']) ?? 'UTC',
        zone: textOf(who?.['timezone']),
        knownMs:
          who?.['created_at'] instanceof Date
            ? who['created_at'].getTime()
            : 1000 * Math.min(...(byPerson.get(person) ?? []).map((other) => other.sentS)),
        sentS,
        clicked: clicks.some(
          (click) =>
            Number(click['message_id']) === id && Number(click['clicked_ms']) < (sentS + 7 * 86_400) * 1000,
        ),
        optedOut: optedOut.has(id),
        dose30: (byPerson.get(person) ?? []).filter(
          (other) => other.sentS < sentS && other.sentS >= sentS - 30 * 86_400,
        ).length,
      };
    });
}

function isAfter(back: Raw, left: Raw): boolean {
  return back['person_id'] === left['person_id'] && Number(back['occurred_s']) > Number(left['occurred_s']);
}

function seconds(at: unknown): number {
  return at instanceof Date ? Math.floor(at.getTime() / 1000) : Number.NaN;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
