import type { Db } from '../../src/store/connect.ts';

/**
 * One more day: a campaign to `percent` of the list with receipts, bad numbers and absences as before, a click of each
 * twentieth, one receipt in fifty missing, and late receipts for a hundredth of those of the day before.
 */
export async function addDay(
  db: Db,
  { campaign, before: earlier }: { readonly campaign: number; readonly before: number },
  percent: number,
  sentS: number,
): Promise<void> {
  const [[last]] = await db.raw('SELECT MAX(id) AS id FROM messages');
  const before = Number(last.id);
  await db('campaigns').insert({
    id: campaign,
    campaign_id: `k${campaign}`,
    name: `Campaign ${campaign}`,
    kind: 'promotional',
    link_count: 1,
  });
  await db.raw(`INSERT INTO messages (message_id, provider, contact_id, campaign_id, variant_id, segment_id, sent_at, parts, cost_micro, currency)
    SELECT CONCAT('d', ${campaign}, 'x', c.id), 'link_mobility', c.id, ${campaign}, 0, 1, FROM_UNIXTIME(${sentS} + c.id % 3600), 1, 42000, 'EUR'
    FROM contacts c WHERE (c.id * 7 + ${campaign} * 13) DIV 64 % 100 < ${percent} ORDER BY c.id`);
  const of = (delivered: string, invalid: string, expired: string): string =>
    `IF(m.contact_id % 50 = 0, ${invalid}, IF(CRC32(m.id) % 100 < 3, ${expired}, ${delivered}))`;
  await db.raw(`INSERT INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
    SELECT m.id, 1, ${of('50', '41', '42')}, ${of('0', '1', '9')}, ${of("'1001'", "'2104'", "'1002'")},
      CONCAT('op', m.contact_id % 5), m.sent_at + INTERVAL 20 SECOND, m.sent_at + INTERVAL 20 SECOND
    FROM messages m WHERE m.id > ${before} AND CRC32(m.id) % 50 <> 7`);
  await db.raw(`INSERT IGNORE INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
    SELECT m.id, 2, 50, 0, '1001', CONCAT('op', m.contact_id % 5), m.sent_at + INTERVAL 1 DAY, m.sent_at + INTERVAL 1 DAY
    FROM messages m WHERE m.campaign_id = ${earlier} AND CRC32(m.id) % 100 = 1 AND m.contact_id % 50 <> 0`);
  await db.raw(`INSERT INTO clicks (click_id, message_id, link_id, clicked_at, agent_class, received_at)
    SELECT CONCAT('d', m.id), m.id, 0, m.sent_at + INTERVAL 10 MINUTE, 1, m.sent_at + INTERVAL 10 MINUTE
    FROM messages m JOIN receipts r ON r.message_id = m.id AND r.status = 50 WHERE m.id > ${before} AND m.id % 20 = 0`);
}
