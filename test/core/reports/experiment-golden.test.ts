import { expect, test } from 'vitest';
import { composeExperiment } from '../../../src/core/reports/experiment.ts';
import { EXPERIMENT_SCENARIOS } from '../../support/experiment-scenarios.ts';

test.each(Object.entries(EXPERIMENT_SCENARIOS))(
  'the model of %s is the reviewed one',
  async (name, input) => {
    const model = JSON.stringify(composeExperiment(input), null, 2);
    await expect(`${model}\n`).toMatchFileSnapshot(`../../golden/experiment.${name}.json`);
  },
);
