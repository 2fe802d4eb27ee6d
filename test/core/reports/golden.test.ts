import { expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';

test.each(Object.keys(PERFORMANCE_SCENARIOS))('the model of %s is the reviewed one', async (name) => {
  const input = PERFORMANCE_SCENARIOS[name];
  if (input === undefined) throw new Error(`no scenario ${name}`);
  const model = JSON.stringify(composePerformance(input), null, 2);
  await expect(`${model}\n`).toMatchFileSnapshot(`../../golden/performance.${name}.json`);
});
