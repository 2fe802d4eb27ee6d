import type { Window } from '../time/window.ts';

type Asked = {
  readonly report: string;
  readonly window: Window;
  readonly campaignIds?: readonly string[];
  readonly segmentIds?: readonly string[];
};

/** The command that makes the same report again, in local dates where the window has whole days. */
export function reproduceCommand({ report, window, campaignIds = [], segmentIds = [] }: Asked): string {
  return [
    `sms-reports report ${report}`,
    `--from ${localTime(window.from, window.timezone)}`,
    `--to ${localTime(window.to, window.timezone)}`,
    `--tz ${window.timezone}`,
    ...campaignIds.map((id) => `--campaign ${quoted(id)}`),
    ...segmentIds.map((id) => `--segment ${quoted(id)}`),
    '--out report.html',
  ].join(' ');
}

function localTime(at: Temporal.Instant, timezone: string): string {
  const local = at.toZonedDateTimeISO(timezone);
  const isDayStart = local.startOfDay().equals(local);
  return isDayStart
    ? local.toPlainDate().toString()
    : local.toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** Ids are foreign text: only harmless ones stand bare in a shell. */
function quoted(id: string): string {
  return /^[\w.:-]+$/.test(id) ? id : `'${id.replaceAll("'", `'\\''`)}'`;
}
