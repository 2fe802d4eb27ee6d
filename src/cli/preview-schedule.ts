import { askSchedule } from '../pipelines/ask-schedule.ts';
import { requireSchedule } from '../pipelines/manage-schedules.ts';
import type { CommandContext } from './context.ts';
import { checkDestination, type Destination, deliverPreview } from './deliver-preview.ts';

/** The report of a schedule as if it were due now: printed, written, or sent to one address marked [TEST]. */
export async function previewSchedule(
  context: CommandContext,
  key: string,
  destination: Destination,
): Promise<void> {
  checkDestination(destination);
  await deliverPreview(context, destination, async (app, now) =>
    askSchedule(await requireSchedule(app.db, key), now, destination.mailTo),
  );
}
