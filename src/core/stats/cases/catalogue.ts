import { AMOUNT_AND_EVENT_METHODS } from './amounts-and-events.ts';
import { COUNT_METHODS } from './counts-of-one.ts';
import { LOOKING_METHODS } from './looking-often.ts';
import { MANY_RATE_METHODS } from './many-rates.ts';
import { PLANNING_METHODS } from './planning.ts';
import { POOLING_METHODS } from './pooling.ts';
import { RESPONSE_TIME_METHODS } from './response-times.ts';
import { SPLIT_METHODS } from './split.ts';
import type { StatsMethod } from './stats-method.ts';
import { TWO_RATE_METHODS } from './two-rates.ts';
import { VERDICT_METHODS } from './verdict.ts';

/** Every method of this folder that the command line offers, in the order of `stats --list`. */
export const STATS_METHODS: readonly StatsMethod[] = [
  ...TWO_RATE_METHODS,
  ...MANY_RATE_METHODS,
  ...SPLIT_METHODS,
  ...LOOKING_METHODS,
  ...PLANNING_METHODS,
  ...AMOUNT_AND_EVENT_METHODS,
  ...COUNT_METHODS,
  ...RESPONSE_TIME_METHODS,
  ...POOLING_METHODS,
  ...VERDICT_METHODS,
];
