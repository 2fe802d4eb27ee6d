const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** How a page shows a time: words for people, `iso` for the `time` element. UTC, as everything here is counted. */
export type Moment = { readonly iso: string; readonly day: string; readonly text: string };

export function moment(at: Temporal.Instant): Moment {
  const day = DAY.format(at);
  return { iso: at.toString({ smallestUnit: 'second' }), day, text: `${day}, ${TIME.format(at)}` };
}

export function momentOrNull(at: Temporal.Instant | null): Moment | null {
  return at === null ? null : moment(at);
}

/** "today", "3 days ago", "2 months ago": how old, for somebody who does not want to reckon. */
export function ageInWords(at: Temporal.Instant, now: Temporal.Instant): string {
  const days = Math.floor((now.epochMilliseconds - at.epochMilliseconds) / 86_400_000);
  if (days < 1) return 'today';
  if (days < 60) return days === 1 ? 'yesterday' : `${days} days ago`;
  const months = Math.floor(days / 30.44);
  return months < 24 ? `${months} months ago` : `${Math.floor(days / 365.25)} years ago`;
}
