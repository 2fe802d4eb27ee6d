import { NO_RECEIPT_AFTER_SECONDS } from '../../core/message-status.ts';
import type { Taken } from './collect.ts';
import type { Folded } from './fold-messages.ts';
import { COUNT_MEASURES, CUBE_MEASURES, NEW_MEASURES } from './measures.ts';
import { hasTouched, rows, run, runWith, type TickSession } from './session.ts';

const MESSAGE_CUBES = [
  'apply-cube-campaigns',
  'apply-cube-variants',
  'apply-cube-segments',
  'apply-cube-cells',
  'apply-cube-days',
  'apply-cube-campaign-days',
  'apply-cube-segment-days',
  'apply-cube-campaign-half-hours',
  'apply-cube-segment-quarter-days',
  'apply-cube-segment-hours',
  'apply-cube-slots',
  'apply-cube-segment-slots',
];

const TIME_CUBES = [
  'apply-cube-times',
  'apply-cube-day-times',
  'apply-cube-segment-times',
  'apply-cube-segment-day-times',
];

/** New minus old into every cube. A row that did not change cancels itself. */
export async function applyDeltas(
  session: TickSession,
  { newMessages, hasEvents }: Taken,
  { hasKnown }: Pick<Folded, 'hasKnown'>,
): Promise<void> {
  // an event of its own, or an outcome of the person that moved
  const isTouched = hasEvents || (await hasTouched(session));
  const addNew = isTouched || hasKnown ? 'add-new-messages' : 'add-fresh-messages';
  for (const range of newMessages) await run(session, addNew, range);
  if (newMessages.length > 0) {
    await run(session, 'apply-cube-outcomes-waiting', { noReceiptOutcome: session.noReceiptOutcome });
  }
  if (!isTouched) {
    if (newMessages.length > 0) await applyMessages(session, NEW_MEASURES);
    return;
  }
  await applyTouched(session);
  await applyMessages(session, await findMoved(session));
}

async function applyTouched(session: TickSession): Promise<void> {
  await run(session, 'list-joined');
  await run(session, 'add-carried-facts');
  await run(session, 'add-new-facts');
  await run(session, 'subtract-old-facts');
  await applyConversions(session);
  await applyTimes(session);
  await applyClicks(session);
  await run(session, 'apply-cube-outcomes-old');
  await run(session, 'apply-cube-outcomes-carried');
  await run(session, 'apply-cube-outcomes-new');
}

/** A measure nobody moved need not be added. */
async function findMoved(session: TickSession): Promise<readonly string[]> {
  const [moved = []] = await rows(session, 'find-measures', (row) =>
    CUBE_MEASURES.filter((measure) => Number(row[measure] ?? 0) > 0),
  );
  return moved;
}

async function applyMessages(session: TickSession, moved: readonly string[]): Promise<void> {
  if (moved.length === 0) return;
  await runWith(session, 'group-cells', moved);
  for (const cube of MESSAGE_CUBES) await runWith(session, cube, moved);
  const counts = moved.filter((measure) => COUNT_MEASURES.includes(measure));
  if (counts.length > 0) await runWith(session, 'apply-cube-send-hours', counts);
  if (moved.includes('attempted')) await run(session, 'widen-spans');
  if (moved.includes('in_process')) {
    await run(session, 'add-due', { noReceiptAfter: NO_RECEIPT_AFTER_SECONDS });
  }
}

async function applyConversions(session: TickSession): Promise<void> {
  await run(session, 'keep-attached-conversions');
  const conversions =
    (await run(session, 'subtract-old-conversions')) + (await run(session, 'add-new-conversions'));
  if (conversions === 0) return;
  await run(session, 'add-revenue');
  await run(session, 'apply-cube-conversions');
  await run(session, 'add-conversion-times');
}

async function applyTimes(session: TickSession): Promise<void> {
  await run(session, 'subtract-old-lags');
  await run(session, 'subtract-carried-lags');
  await run(session, 'add-carried-lags');
  await run(session, 'add-new-lags');
  const times =
    (await run(session, 'subtract-old-times')) +
    (await run(session, 'subtract-carried-times')) +
    (await run(session, 'add-carried-times')) +
    (await run(session, 'add-new-times'));
  if (times === 0) return;
  for (const cube of TIME_CUBES) await run(session, cube);
}

async function applyClicks(session: TickSession): Promise<void> {
  await run(session, 'apply-cube-click-hours-old');
  await run(session, 'apply-cube-click-hours-new');
  await run(session, 'apply-cube-links-old');
  await run(session, 'apply-cube-links-new');
}
