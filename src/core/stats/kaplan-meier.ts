import { type SurvivalTimes, survivalTable, total } from './survival-table.ts';

/**
 * Kaplan-Meier curve of the time until a contact responds, and its median.
 *
 * Answers: "how long until half of them clicked?" over all assigned contacts, most of whom never will: the usual answer
 * is null, not reached; the share that responded and the median among responders say more, and the latter is conditional.
 * Valid where being censored (the window ended) tells nothing about the time to come.
 * Formula: S(t) = Π over event times tᵢ <= t of (1 - dᵢ / nᵢ); at one time events come before censorings, so the censored
 * are still at risk.
 * Source: Kaplan & Meier, JASA 53 (1958) 457-481, eq. 2b. Median = min {t : S(t) <= ½} (Klein & Moeschberger, Survival
 * Analysis, 2nd ed. (2003), 4.5). R's survfit gives the midpoint where S is exactly ½ over a stretch; we give its start,
 * which is a time that was seen.
 * Accuracy: S is a single division while nobody is censored, relative error below 1e-13 otherwise. Cost: one sort.
 * Reference values: facts/stats-cases.json and test/core/stats/reference/survival.json (R survival).
 *
 * @returns an empty curve, and no median, without events
 */
export function kaplanMeier(times: SurvivalTimes): KaplanMeier {
  const curve: SurvivalStep[] = [];
  // S is kept as base * remaining / start, so that it is exact between two censorings and ½ is ½
  let [base, start, atRisk] = [1, total(times.events) + total(times.censored), 0];
  atRisk = start;
  for (const { time, events, censored } of survivalTable([times])) {
    const happened = events[0] ?? 0;
    const left = censored[0] ?? 0;
    const remaining = atRisk - happened;
    const survival = base * (remaining / start); // eq. 2b
    if (happened > 0) curve.push({ time, atRisk, events: happened, survival });
    atRisk = remaining - left;
    if (left > 0) [base, start] = [survival, atRisk];
  }
  const half = curve.find(({ survival }) => survival <= 0.5 * (1 + ROUNDING));
  return { curve, median: half?.time ?? null };
}

export type KaplanMeier = {
  readonly curve: readonly SurvivalStep[];
  /** null = not reached */
  readonly median: number | null;
};

/** Just after `time`: the share that has not responded, of those `atRisk` before it. */
export type SurvivalStep = {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
};

/** What a product of many quotients may be off by. */
const ROUNDING = 1e-12;
