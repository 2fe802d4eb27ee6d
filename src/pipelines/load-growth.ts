import type { Counts } from '../core/counts.ts';
import type { Growth } from '../core/reports/growth.ts';
import type { Window } from '../core/time/window.ts';
import { previousWindows } from '../core/time/window-kinds.ts';
import type { CampaignSummary } from '../store/counts/load-campaigns.ts';
import type { CohortFilter } from '../store/counts/load-cohorts.ts';
import type { Needs, ReportAsked } from './compose-needs.ts';

/** Complete windows whose curves are learnt from, as many as make the own median. */
const WINDOWS_TO_LEARN_FROM = 8;
/** Where outcomes count for 72 h, the last conversion of a window counts so long after its end. */
const COMPLETE_HOURS = 144;
/** Hours after sending when a message without a receipt is unknown. */
const RECEIPT_HOURS = 72;
/** Shorter windows are learnt from in weeks: a Sunday's curve is not a Monday's. */
const DAYS_OF_BLOCK = 7;

/** How earlier windows grew, for a window that is not complete yet; null = it is, so there is nothing to expect. */
export async function loadGrowth(
  needs: Pick<Needs, 'growth'>,
  asked: ReportAsked,
  filter: CohortFilter,
  { inProcess }: Counts,
): Promise<Omit<Growth, 'closesAt'> | null> {
  const completeAt = asked.window.to.add({ hours: COMPLETE_HOURS });
  if (inProcess === 0 && Temporal.Instant.compare(asked.asOf, completeAt) >= 0) return null;
  const windows = windowsToLearnFrom(asked).toReversed();
  const [ages, ...early] = await Promise.all([
    needs.growth.loadAges(filter, asked.asOf),
    ...windows.map((window) => needs.growth.loadEarly(window)),
  ]);
  const optOuts = early.reduce((sum, { counts }) => sum + counts.optedOutContacts, 0);
  const late = await needs.growth.loadLate(windows, optOuts);
  return {
    ages,
    windows: windows.flatMap((window, at) => {
      const [first, then] = [early[at], late[at]];
      return first === undefined || then === undefined ? [] : [{ window, ...first, ...then }];
    }),
  };
}

/** Newest first; of weeks and months those of the own median, so that nothing is read twice. */
function windowsToLearnFrom({ windowKind, window, asOf }: ReportAsked): readonly Window[] {
  const days = window.from.until(window.to).total('hours') / 24;
  if (days >= DAYS_OF_BLOCK - 1) return previousWindows(windowKind, window, WINDOWS_TO_LEARN_FROM);
  // whole UTC days are in cubes; a curve does not care where its week begins
  const end = asOf.subtract({ hours: COMPLETE_HOURS }).toZonedDateTimeISO('UTC').startOfDay();
  return Array.from({ length: WINDOWS_TO_LEARN_FROM }, (_, at) => ({
    from: end.subtract({ days: DAYS_OF_BLOCK * (at + 1) }).toInstant(),
    to: end.subtract({ days: DAYS_OF_BLOCK * at }).toInstant(),
    timezone: 'UTC',
  }));
}

/** When the last receipt, click, opt-out and conversion of the campaigns can still count. */
export function closingsOf(campaigns: readonly CampaignSummary[], window: Window): Growth['closesAt'] {
  const latest = (hoursOf: (campaign: CampaignSummary) => number): Temporal.Instant =>
    campaigns
      .map((campaign) => campaign.lastSentAt.add({ hours: hoursOf(campaign) }))
      .reduce((last, at) => (Temporal.Instant.compare(at, last) > 0 ? at : last), window.from);
  return {
    receipts: latest(() => RECEIPT_HOURS),
    clicks: latest(({ attributionHours }) => attributionHours),
    'opt-outs': latest(({ attributionHours }) => attributionHours),
    // a click counts until the campaign's window has passed, a conversion as long again after the click
    conversions: latest(({ attributionHours }) => 2 * attributionHours),
  };
}
