import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** By itself vitest leaves a processor free, which on two processors is half of them. */
const UNIT_WORKERS = Math.max(2, availableParallelism() - 1);
/** They share the servers, whose tests are not made for more at once. */
const INTEGRATION_WORKERS = 2;

/** Two projects: `unit` needs nothing but Node; `integration` runs on a private MySQL, Redis and SMTP. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.integration.test.ts'],
          testTimeout: 60_000,
          maxWorkers: UNIT_WORKERS,
          // one queue for both where they have as many workers: whoever is done with the one begins with the other
          sequence: { groupOrder: UNIT_WORKERS === INTEGRATION_WORKERS ? 0 : 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.integration.test.ts'],
          globalSetup: ['test/support/private-servers.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: INTEGRATION_WORKERS,
        },
      },
    ],
  },
});
