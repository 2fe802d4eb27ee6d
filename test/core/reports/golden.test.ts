import { expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import type { PerformanceInput } from '../../../src/core/reports/performance-input.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { SITUATION_SCENARIOS } from '../../support/situation-scenarios.ts';
import { buildWholeWeek } from '../../support/whole-week.ts';

const SCENARIOS: Readonly<Record<string, PerformanceInput>> = {
  ...PERFORMANCE_SCENARIOS,
  ...SITUATION_SCENARIOS,
  'whole-week': buildWholeWeek(),
};

test.each(Object.keys(SCENARIOS))('the model of %s is the reviewed one', async (name) => {
  const input = SCENARIOS[name];
  if (input === undefined) throw new Error(`no scenario ${name}`);
  // hundreds of campaigns would be megabytes of blanks
  const model = JSON.stringify(composePerformance(input), null, input.campaigns.length > 100 ? 0 : 2);
  await expect(`${model}\n`).toMatchFileSnapshot(`../../golden/performance.${name}.json`);
});
