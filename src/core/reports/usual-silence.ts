const DAY_SECONDS = 86_400;
/** For a sender without a rhythm yet (judgement). */
const WITHOUT_RHYTHM = 7 * DAY_SECONDS;

/**
 * The longest time this sender usually sends nothing, in seconds, from the calendar days with messages
 * (2026-11-16, any order). Days know no hours: evening to morning of the next day but one counts in full.
 */
export function usualSilence(days: readonly string[]): number {
  const sorted = [...new Set(days)].toSorted();
  const steps = sorted.slice(1).map((day, index) => daysBetween(sorted[index] ?? day, day));
  return steps.length === 0 ? WITHOUT_RHYTHM : Math.max(...steps) * DAY_SECONDS;
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}
