import { setTimeout as wait } from 'node:timers/promises';
import { type Campaign, runCampaign } from './campaign.ts';
import type { Fault, FaultKind } from './fault-kinds.ts';
import { forget, type World } from './world.ts';

/** What happens once a year, and then for long. */
export type Outage = {
  readonly name: string;
  readonly run: (world: World, workers: number) => Promise<Campaign>;
};

const TIMES = 1_000;

export const OUTAGES: readonly Outage[] = [
  outage('Redis away for two hours', [fault(0, 'Redis away', 30), fault(9, 'clock two hours on')]),
  outage('SMTP away for two hours', [fault(0, 'SMTP away', 30), fault(9, 'clock two hours on')]),
  outage('a worker stopped for 90 s', [
    fault(3, 'sleep past the lease', 3),
    fault(9, 'sleep past the lease', 3),
  ]),
  outage('MySQL killed in a COMMIT', [
    fault(3, 'COMMIT without an answer'),
    fault(3, 'MySQL restarted'),
    fault(12, 'MySQL restarted'),
  ]),
  {
    name: `Redis emptied ${TIMES} times`,
    run: (world, workers) => runCampaign(world, [], workers, () => emptyAgainAndAgain(world)),
  },
];

function outage(name: string, faults: readonly Fault[]): Outage {
  return { name, run: (world, workers) => runCampaign(world, faults, workers) };
}

function fault(minute: number, kind: FaultKind, minutes = 1): Fault {
  return { minute, kind, which: 1, minutes };
}

async function emptyAgainAndAgain({ redis }: World): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) {
    await forget(redis);
    await wait(5);
  }
}
