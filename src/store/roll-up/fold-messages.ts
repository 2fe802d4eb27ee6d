import { BURST_RECIPIENTS, NO_RECEIPT_AFTER_SECONDS, RULE_VERSIONS } from './rules.ts';
import { rows, run, type TickSession } from './session.ts';
import { saveZoneDays, type ZoneDay } from './zone-days.ts';

/**
 * Brings the fact of every touched message to what its own rows say now: state from receipts and clock, verdicts on
 * its clicks. Leaves the facts as they were in tick_old and the verdicts as they were in tick_old_clicks.
 */
export async function foldMessages(session: TickSession): Promise<void> {
  const hasFreshClicks = await storeClicks(session);
  await run(session, 'drop-known-messages');
  await run(session, 'keep-old-facts');
  await run(session, 'fold-receipts');
  await run(session, 'fold-messages', { now: session.now, noReceiptAfter: NO_RECEIPT_AFTER_SECONDS });
  await setSendHours(session);
  if ((await markClicked(session)) || hasFreshClicks) await judgeClicks(session);
  await run(session, 'add-outcomes');
  await run(session, 'save-facts', RULE_VERSIONS);
  await run(session, 'drop-facts-of-gone-messages');
}

/** New clicks get a row; other messages hit by the same address at the same time are touched as well. */
async function storeClicks(session: TickSession): Promise<boolean> {
  const stored = await run(session, 'store-clicks');
  if (stored > 0 && (await run(session, 'find-fresh-ip-slots')) > 0) {
    await run(session, 'touch-ip-neighbours');
    await session.trx.raw('DELETE FROM tick_ip_slots');
  }
  return stored > 0;
}

async function markClicked(session: TickSession): Promise<boolean> {
  const marked = (await run(session, 'mark-clicked')) + (await run(session, 'mark-clicked-before'));
  return marked > 0;
}

async function judgeClicks(session: TickSession): Promise<void> {
  await run(session, 'keep-old-clicks');
  await run(session, 'drop-clicks-of-gone-messages');
  await saveZoneDays(session.trx, await rows(session, 'find-missing-click-days', parseZoneDay));
  if ((await run(session, 'find-ip-windows')) > 0) {
    await run(session, 'find-bursts', { recipients: BURST_RECIPIENTS });
  }
  await run(session, 'judge-clicks');
  await run(session, 'save-verdicts', { clickRules: RULE_VERSIONS.clickRules });
  await run(session, 'sum-clicks');
  await run(session, 'set-click-sums');
}

async function setSendHours(session: TickSession): Promise<void> {
  const missing = await rows(session, 'find-missing-send-days', parseZoneDay);
  if (missing.length === 0) return;
  await saveZoneDays(session.trx, missing);
  await run(session, 'set-send-hours');
}

function parseZoneDay(row: Readonly<Record<string, unknown>>): ZoneDay {
  return { timezone: String(row['timezone']), day: Number(row['day']) };
}
