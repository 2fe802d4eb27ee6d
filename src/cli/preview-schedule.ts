import { parseLocale } from '../core/locale.ts';
import { askSchedule } from '../pipelines/ask-schedule.ts';
import { requireSchedule } from '../pipelines/manage-schedules.ts';
import type { CommandContext } from './context.ts';
import { checkDestination, type Destination, deliverPreview } from './deliver-preview.ts';

export type PreviewFlags = Destination & { readonly locale?: string };

/** The report of a schedule as if it were due now: printed, written, or sent to one address marked [TEST]. */
export async function previewSchedule(
  context: CommandContext,
  key: string,
  { locale, ...destination }: PreviewFlags,
): Promise<void> {
  checkDestination(destination);
  const asked = locale === undefined ? {} : { locale: parseLocale(locale, '--locale') };
  await deliverPreview(context, destination, async (app, now) => ({
    ...askSchedule(await requireSchedule(app.db, key), now, destination.mailTo),
    ...asked,
  }));
}
