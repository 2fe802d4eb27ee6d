import { BURST_RECIPIENTS } from '../../core/click-verdict.ts';
import { RULE_VERSIONS } from '../../core/count-rules.ts';
import { NO_RECEIPT_AFTER_SECONDS } from '../../core/message-status.ts';
import type { Taken } from './collect.ts';
import type { IdRange } from './plan-source.ts';
import { hasTouched, rows, run, type TickSession } from './session.ts';
import { epochOf } from './statement.ts';
import { listZones, saveZoneDays, type ZoneDay } from './zone-days.ts';
import { zoneOffsets } from './zone-offsets.ts';

export type Folded = {
  /** new messages without an event that got a fact; they are in no work table */
  readonly fresh: number;
  /** some of the new ids were counted before, with one of their events */
  readonly hasKnown: boolean;
  /** facts may have moved to another person, campaign or time: corrected ones, and clicked ones with a new receipt */
  readonly isReread: boolean;
};

/**
 * Brings the fact of every touched message to what its own rows say now: state from receipts and clock, verdicts on
 * its clicks. Leaves the facts as they were in tick_old, those of messages that only got a receipt beside the new state in
 * tick_carried, and the verdicts as they were in tick_old_clicks.
 */
export async function foldMessages(session: TickSession, taken: Taken): Promise<Folded> {
  if (taken.hasWhole) await storeClicks(session);
  let known = 0;
  for (const range of taken.newMessages) known += await run(session, 'note-known-messages', range);
  const isReread = taken.hasEvents && (await foldTouched(session, taken));
  let saved = 0;
  const isFresh = known === 0 && !(await hasTouched(session));
  for (const range of taken.newMessages) saved += await saveNew(session, range, isFresh);
  return { fresh: saved, hasKnown: known > 0, isReread };
}

/** New clicks get a row; other messages hit by the same address at the same time are touched as well. */
async function storeClicks(session: TickSession): Promise<void> {
  await run(session, 'store-clicks');
  if ((await run(session, 'find-fresh-ip-slots', { others: BURST_RECIPIENTS - 1 })) === 0) return;
  await run(session, 'touch-ip-neighbours');
  await session.trx.raw('DELETE FROM tick_ip_slots');
}

async function foldTouched(session: TickSession, { hasWhole, receipts }: Taken): Promise<boolean> {
  const carried = await foldCarried(session, receipts);
  const rest = await run(session, 'list-rest');
  const whole = rest > 0 ? await foldWhole(session) : 0;
  if (whole > 0) await setSendHours(session);
  const clicked = hasWhole ? await run(session, 'mark-clicked') : 0;
  const clickedBefore = await run(session, 'mark-clicked-before');
  const isReread = hasWhole || clickedBefore > 0;
  if (clicked + clickedBefore > 0) await judgeClicks(session, hasWhole);
  if (whole > 0) {
    await run(session, 'add-outcomes');
    await run(session, 'set-outcomes');
    await run(session, 'save-facts', RULE_VERSIONS);
  }
  if (hasWhole) await run(session, 'drop-facts-of-gone-messages');
  if (isReread) await run(session, 'drop-left-person-messages');
  if (whole > 0) await run(session, 'save-person-messages');
  if (carried > 0) await run(session, 'save-person-messages-carried');
  if (whole > 0) await run(session, 'find-neighbours');
  if (carried > 0) await run(session, 'find-neighbours-carried');
  if (carried > 0) await run(session, 'save-carried-facts', { codeTable: RULE_VERSIONS.codeTable });
  if (hasWhole) await tellPersons(session);
  return isReread;
}

async function foldWhole(session: TickSession): Promise<number> {
  await run(session, 'keep-old-facts');
  await run(session, 'fold-receipts');
  return run(session, 'fold-messages', clockOf(session));
}

/** For the search for numbers to clean, which finds new rows by itself. */
async function tellPersons(session: TickSession): Promise<void> {
  await run(session, 'tell-changed-persons');
  await run(session, 'tell-new-persons');
}

/** Messages of which only a receipt is new; how many of them it moves. */
async function foldCarried(session: TickSession, receipts: readonly IdRange[]): Promise<number> {
  const onEach = async (name: string): Promise<number> => {
    let changed = 0;
    for (const range of receipts) changed += await run(session, name, { ...clockOf(session), ...range });
    return changed;
  };
  if (receipts.length > 0) await run(session, 'list-seen-outcomes');
  const carried = await onEach('fold-carried');
  while (carried > 0 && (await rows(session, 'find-unseen-outcomes', () => true)).length > 0) {
    await onEach('add-carried-outcomes');
    await run(session, 'list-seen-outcomes');
    await run(session, 'drop-unseen-carried');
    await onEach('fold-carried');
  }
  return carried;
}

function clockOf({ now }: TickSession): { readonly now: number; readonly noReceiptAfter: number } {
  return { now, noReceiptAfter: NO_RECEIPT_AFTER_SECONDS };
}

async function judgeClicks(session: TickSession, hasWhole: boolean): Promise<void> {
  await run(session, 'keep-old-clicks');
  if (hasWhole) await run(session, 'drop-clicks-of-gone-messages');
  await saveZoneDays(session.trx, await rows(session, 'find-missing-click-days', parseZoneDay));
  if ((await run(session, 'find-ip-windows', { others: BURST_RECIPIENTS - 1 })) > 0) {
    await run(session, 'find-bursts', { recipients: BURST_RECIPIENTS });
  }
  await run(session, 'judge-clicks');
  await run(session, 'save-verdicts', { clickRules: RULE_VERSIONS.clickRules });
  await run(session, 'sum-clicks');
}

async function setSendHours(session: TickSession): Promise<void> {
  const missing = await rows(session, 'find-missing-send-days', parseZoneDay);
  if (missing.length === 0) return;
  await saveZoneDays(session.trx, missing);
  await run(session, 'set-send-hours');
}

async function saveNew(session: TickSession, range: IdRange, isFresh: boolean): Promise<number> {
  const [days] = await rows(session, 'find-sent-days', parseDays, range);
  if (days === undefined) return 0;
  const offset = zoneOffsets(await listZones(session.trx), ZONE, SENT, days);
  const saved = await run(
    session,
    isFresh ? 'save-fresh-facts' : 'save-new-facts',
    {
      ...RULE_VERSIONS,
      ...range,
      ...offset.bindings,
      ...clockOf(session),
      noReceiptOutcome: session.noReceiptOutcome,
    },
    { offset: offset.sql },
  );
  if (saved === 0) return 0;
  const missing = await rows(session, 'find-missing-new-days', parseZoneDay, range);
  await saveZoneDays(session.trx, missing);
  if (missing.length > 0) await run(session, 'set-new-send-hours', range);
  return saved;
}

/** In the words of new-facts.sql. */
const ZONE = "COALESCE(c.timezone, a.timezone, 'UTC')";
const SENT = epochOf('m.sent_at');

function parseDays(row: Readonly<Record<string, unknown>>): IdRange {
  return { from: Number(row['first_day']), to: Number(row['last_day']) };
}

function parseZoneDay(row: Readonly<Record<string, unknown>>): ZoneDay {
  return { timezone: String(row['timezone']), day: Number(row['day']) };
}
