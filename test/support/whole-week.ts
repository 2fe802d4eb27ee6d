import type { PerformanceInput } from '../../src/core/reports/performance-input.ts';
import { BUSY_AUDIENCE } from './audience-health-scenarios.ts';
import { buildBlast } from './build-cohort.ts';
import { at, buildPerformance } from './build-performance.ts';
import { TOO_EARLY, WINNER } from './experiment-scenarios.ts';
import { PERFORMANCE_SCENARIOS } from './performance-scenarios.ts';
import { SITUATION_SCENARIOS } from './situation-scenarios.ts';

/** A busy week in which everything a report can tell has something to tell. */
export function buildWholeWeek(): PerformanceInput {
  const { mailed = [] } = SITUATION_SCENARIOS['restated'] ?? {};
  return {
    ...buildPerformance(),
    ...PERFORMANCE_SCENARIOS['over-limits'],
    ...PERFORMANCE_SCENARIOS['list-to-clean'],
    tests: [WINNER, TOO_EARLY],
    audienceHealth: BUSY_AUDIENCE,
    mailed,
    run: {
      ...buildPerformance().run,
      page: { url: 'https://reports.example.com/reports/link/example', until: at('2026-11-30T07:55') },
    },
    beforeParts: {
      campaigns: [
        { id: 'c-201', name: 'Harvest days', cohort: buildBlast({ attempted: 52_000, clicking: 0.0832 }) },
        { id: 'c-202', name: 'October news', cohort: buildBlast({ attempted: 52_000, clicking: 0.06 }) },
      ],
      segments: [],
    },
  };
}
