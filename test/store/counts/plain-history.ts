import type { Db } from '../../../src/store/connect.ts';

export const ZONES = [
  'UTC',
  'Europe/Oslo',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Eucla',
  'Pacific/Chatham',
  'America/Sao_Paulo',
];

/** Clocks go forward in Oslo on 29 March, back on Lord Howe (half an hour) and Chatham on 5 April. */
export const FIRST_DAY = Temporal.PlainDate.from('2026-03-28');
export const DAYS = 10;

/**
 * Messages at the very edges: local midnights of ten zones, changes of the clocks, quarters of an hour, each a
 * millisecond before, at and after. Every third is delivered late, every fifth fails; costs in two currencies and none.
 */
export async function fillPlainHistory(db: Db): Promise<number> {
  await db('segments').insert([
    { segment_id: 'old', name: 'Old' },
    { segment_id: 'new', name: 'New' },
  ]);
  await db('campaigns').insert([
    { campaign_id: 'drip', name: 'Drip', link_count: 1 },
    { campaign_id: 'blast', name: 'Blast', link_count: 0 },
    { campaign_id: 'later', name: 'Later', link_count: 1, kind: 'transactional' },
  ]);
  await db('variants').insert([
    { campaign_id: 1, variant_id: 'a', label: 'A' },
    { campaign_id: 1, variant_id: 'b', label: 'B' },
  ]);
  await db('contacts').insert(
    ZONES.map((timezone, index) => ({ contact_id: `c${index}`, person_id: index + 1, timezone })),
  );
  const times = [...new Set(ZONES.flatMap(edgesOf))].sort((a, b) => a - b);
  for (const [index, at] of times.entries()) await send(db, index + 1, at);
  return times.length;
}

/** Epoch milliseconds around local midnights and changes of the clocks. */
function edgesOf(timezone: string): number[] {
  const times: number[] = [];
  for (let day = 0; day < DAYS; day += 1) {
    const midnight = FIRST_DAY.add({ days: day }).toZonedDateTime(timezone);
    const change = midnight.getTimeZoneTransition('next');
    const base = midnight.epochMilliseconds;
    times.push(base - 1, base, base + 900_000 - 1, base + 900_000, base + 5_400_000);
    if (change !== null && change.epochMilliseconds < midnight.add({ days: 1 }).epochMilliseconds) {
      times.push(
        change.epochMilliseconds - 1,
        change.epochMilliseconds,
        change.epochMilliseconds + 1_800_000,
      );
    }
  }
  return times;
}

async function send(db: Db, id: number, at: number): Promise<void> {
  const campaign = id % 7 === 0 ? 2 : 1;
  await db('messages').insert({
    message_id: `m${id}`,
    provider: 'test',
    contact_id: 1 + (id % ZONES.length),
    campaign_id: campaign,
    variant_id: campaign === 1 ? 1 + (id % 2) : 0,
    segment_id: id % 3,
    sent_at: new Date(at),
    parts: 1 + (id % 3),
    cost_micro: id % 4 === 0 ? 0 : 1_000 * id,
    currency: [null, 'EUR', 'USD', 'EUR'][id % 4] ?? null,
  });
  const delay = id % 3 === 0 ? id * 97_000 : 3_000 + id * 10;
  await db('receipts').insert({
    message_id: id,
    event_key: id,
    status: id % 5 === 0 ? 41 : 50,
    failure_class: id % 5 === 0 ? 6 : 0,
    occurred_at: new Date(at + delay),
    received_at: new Date(at + delay + 500),
  });
  if (id % 4 !== 1 || campaign !== 1) return;
  const clicked = new Date(at + delay + 60_000 * (1 + (id % 50)));
  await db('clicks').insert({
    click_id: `k${id}`,
    message_id: id,
    clicked_at: clicked,
    received_at: clicked,
  });
}
