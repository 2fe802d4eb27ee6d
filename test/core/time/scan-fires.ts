/**
 * The oracle: looks at the wall clock of a zone (Intl, no Temporal zone arithmetic) at every minute and writes down
 * what it shows. A jump forward shows the minutes that are left out, a jump back the ones that come twice. Its cron
 * matching is its own as well.
 */
export function scanFires(
  timezone: string,
  from: Temporal.Instant,
  until: Temporal.Instant,
): (rule: string) => readonly string[] {
  const shown = readClock(timezone, from, until);
  return (rule) => {
    const isDue = matcher(rule);
    const everyHour = rule.split(' ')[1] === '*';
    const seen = new Map<string, string[]>();
    for (const { utc, local, isReal, isRepeat } of shown) {
      if (isRepeat && !everyHour) continue;
      if (utc <= from.epochMilliseconds || utc > until.epochMilliseconds || !isDue(local)) continue;
      const at = new Date(utc).toISOString().replace('.000Z', 'Z');
      const nominal = new Date(local).toISOString().slice(0, 16);
      const key = everyHour ? at : `${at} ${nominal.slice(0, 10)}`;
      if (!seen.has(key) || isReal) seen.set(key, [at, nominal]);
    }
    return [...seen.values()].map((pair) => pair.join(' ')).sort();
  };
}

type Minute = {
  readonly utc: number;
  /** the local date and time as if it were UTC */
  readonly local: number;
  /** false = a minute that the clock leaves out */
  readonly isReal: boolean;
  readonly isRepeat: boolean;
};

const MINUTE = 60_000;
const DAY = 86_400_000;

function readClock(timezone: string, from: Temporal.Instant, until: Temporal.Instant): readonly Minute[] {
  const localAt = clockOf(timezone);
  const minutes: Minute[] = [];
  const seen = new Set<number>();
  const start = Math.floor(from.epochMilliseconds / MINUTE) * MINUTE - DAY;
  let previous = localAt(start);
  for (let utc = start; utc <= until.epochMilliseconds; utc += MINUTE) {
    const local = localAt(utc);
    const leftOut: Minute[] = [];
    for (let missing = previous + MINUTE; missing < local; missing += MINUTE) {
      // read with the offset before the gap: as many minutes after the jump as it lies after the last real minute
      leftOut.push({
        utc: utc + (missing - previous - MINUTE),
        local: missing,
        isReal: false,
        isRepeat: false,
      });
    }
    const isWholeDate = leftOut.length >= DAY / MINUTE;
    if (!isWholeDate) minutes.push(...leftOut);
    minutes.push({ utc, local, isReal: true, isRepeat: seen.has(local) });
    seen.add(local);
    previous = local;
  }
  return minutes.sort((a, b) => a.utc - b.utc || a.local - b.local);
}

function clockOf(timezone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (utc) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = (format.format(utc).match(/\d+/g) ?? []).map(
      Number,
    );
    return Date.UTC(year, month - 1, day, hour, minute);
  };
}

function matcher(rule: string): (local: number) => boolean {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = rule
    .replace('mon-fri', '1-5')
    .split(' ');
  return (local) => {
    const date = new Date(local);
    const byDay = holds(day, date.getUTCDate(), 1);
    const number = date.getUTCDay();
    const byWeekday = holds(weekday, number, 0) || (number === 0 && holds(weekday, 7, 0));
    const either = !day.startsWith('*') && !weekday.startsWith('*');
    return (
      holds(minute, date.getUTCMinutes(), 0) &&
      holds(hour, date.getUTCHours(), 0) &&
      holds(month, date.getUTCMonth() + 1, 1) &&
      (either ? byDay || byWeekday : byDay && byWeekday)
    );
  };
}

function holds(field: string, value: number, least: number): boolean {
  return field.split(',').some((item) => {
    const [range = '', step = '1'] = item.split('/');
    const [first = '0', last = first] = range === '*' ? [String(least), '99'] : range.split('-');
    return value >= Number(first) && value <= Number(last) && (value - Number(first)) % Number(step) === 0;
  });
}
