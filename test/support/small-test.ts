import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import type { Db } from '../../src/store/connect.ts';

/** A campaign that is an A/B test of two arms, sent on Tuesday 17 November 2026, counted; its plan is frozen by nobody. */
export async function plantSmallTest(db: Db): Promise<void> {
  const sentAt = new Date('2026-11-17T10:00:00Z');
  await db('segments').insert({ id: 901, segment_id: 'loyal', name: 'Loyal' });
  await db('campaigns').insert({
    id: 901,
    campaign_id: 'autumn',
    name: 'Autumn sale',
    link_count: 1,
    scheduled_at: sentAt,
  });
  await db('variants').insert([
    { id: 901, campaign_id: 901, variant_id: 'a', label: 'Short', planned_share: 0.5 },
    { id: 902, campaign_id: 901, variant_id: 'b', label: 'Long', planned_share: 0.5 },
  ]);
  const people = Array.from({ length: 200 }, (_, at) => 90_001 + at);
  const arm = (id: number): number => (id % 2 === 0 ? 901 : 902);
  await db('contacts').insert(people.map((id) => ({ id, contact_id: `p${id}`, person_id: id })));
  await db('assignments').insert(
    people.map((id) => ({ campaign_id: 901, contact_id: id, variant_id: arm(id), assigned_at: sentAt })),
  );
  await db('messages').insert(
    people.map((id) => ({
      message_id: `m${id}`,
      provider: 'test',
      contact_id: id,
      campaign_id: 901,
      variant_id: arm(id),
      segment_id: 901,
      sent_at: sentAt,
      parts: 1,
    })),
  );
  await refreshRollups(db);
}
