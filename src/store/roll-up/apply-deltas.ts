import { NO_RECEIPT_AFTER_SECONDS } from './rules.ts';
import { run, type TickSession } from './session.ts';

const MESSAGE_CUBES = [
  'apply-cube-variants',
  'apply-cube-segments',
  'apply-cube-cells',
  'apply-cube-days',
  'apply-cube-slots',
  'apply-cube-segment-slots',
  'apply-cube-send-hours',
];

const TIME_CUBES = [
  'apply-cube-times',
  'apply-cube-day-times',
  'apply-cube-segment-times',
  'apply-cube-segment-day-times',
];

/** New minus old into every cube. A row that did not change cancels itself. */
export async function applyDeltas(session: TickSession): Promise<void> {
  await run(session, 'list-touched');
  await run(session, 'list-affected');
  await applyMessages(session);
  await applyTimes(session);
  await run(session, 'apply-cube-outcomes-old');
  await run(session, 'apply-cube-outcomes-new');
  await run(session, 'apply-cube-click-hours-old');
  await run(session, 'apply-cube-click-hours-new');
  await run(session, 'apply-cube-links-old');
  await run(session, 'apply-cube-links-new');
  await run(session, 'widen-spans');
  await run(session, 'add-due', { noReceiptAfter: NO_RECEIPT_AFTER_SECONDS });
}

async function applyMessages(session: TickSession): Promise<void> {
  await run(session, 'keep-attached-conversions');
  await run(session, 'subtract-old-conversions');
  await run(session, 'add-new-conversions');
  await run(session, 'subtract-old-facts');
  await run(session, 'add-new-facts');
  await run(session, 'add-revenue');
  for (const cube of MESSAGE_CUBES) await run(session, cube);
  await run(session, 'apply-cube-conversions');
}

async function applyTimes(session: TickSession): Promise<void> {
  await run(session, 'subtract-old-times');
  await run(session, 'add-new-times');
  await run(session, 'add-conversion-times');
  for (const cube of TIME_CUBES) await run(session, cube);
}
