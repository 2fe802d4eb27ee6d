import type { Window } from '../time/window.ts';
import type { WindowKind } from './performance-input.ts';
import type { ReportVariant } from './report-variants.ts';

type Asked = {
  readonly report: string;
  readonly window: Window;
  readonly windowKind: WindowKind;
  readonly campaignIds?: readonly string[];
  readonly segmentIds?: readonly string[];
  readonly brands?: readonly string[];
  readonly tags?: readonly string[];
  readonly variant?: ReportVariant;
};

/** The command that makes the same report again, in local dates where the window has whole days. */
export function reproduceCommand({
  report,
  window,
  windowKind,
  campaignIds = [],
  segmentIds = [],
  brands = [],
  tags = [],
  variant = 'full',
}: Asked): string {
  return [
    `sms-reports report ${report}`,
    ...when(window, windowKind),
    `--tz ${window.timezone}`,
    ...campaignIds.map((id) => `--campaign ${quoted(id)}`),
    ...segmentIds.map((id) => `--segment ${quoted(id)}`),
    ...brands.map((name) => `--brand ${quoted(name)}`),
    ...tags.map((name) => `--tag ${quoted(name)}`),
    ...(variant === 'full' ? [] : [`--variant ${variant}`]),
    '--out report.html',
  ].join(' ');
}

/** A local hour comes twice when the clock is set back; its instant does not. */
function when({ from, to, timezone }: Window, kind: WindowKind): readonly string[] {
  if (kind === 'last-hour') return [`--window last-hour --as-of ${to.toString()}`];
  return [`--from ${localTime(from, timezone)}`, `--to ${localTime(to, timezone)}`];
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
