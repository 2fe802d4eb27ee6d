import { expect, test } from 'vitest';
import { composeAudienceHealth } from '../../../src/core/reports/audience-health.ts';
import { AUDIENCE_HEALTH_SCENARIOS } from '../../support/audience-health-scenarios.ts';

test.each(Object.entries(AUDIENCE_HEALTH_SCENARIOS))(
  'the model of %s is the reviewed one',
  async (name, input) => {
    const model = JSON.stringify(composeAudienceHealth(input), null, 2);
    await expect(`${model}\n`).toMatchFileSnapshot(`../../golden/audience-health.${name}.json`);
  },
);
