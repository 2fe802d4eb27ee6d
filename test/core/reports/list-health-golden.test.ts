import { expect, test } from 'vitest';
import { composeListHealth } from '../../../src/core/reports/list-health.ts';
import { LIST_HEALTH_SCENARIOS } from '../../support/list-health-scenarios.ts';

test.each(Object.entries(LIST_HEALTH_SCENARIOS))(
  'the model of %s is the reviewed one',
  async (name, input) => {
    const model = JSON.stringify(composeListHealth(input), null, 2);
    await expect(`${model}\n`).toMatchFileSnapshot(`../../golden/list-health.${name}.json`);
  },
);
