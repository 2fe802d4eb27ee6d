import { setTimeout as wait } from 'node:timers/promises';
import { type Campaign, runCampaign } from './campaign.ts';
import type { Fault, FaultKind } from './fault-kinds.ts';
import type { World } from './world.ts';

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
    fault(3, 'MySQL killed in a COMMIT'),
    fault(9, 'COMMIT without an answer'),
    fault(15, 'MySQL killed in a COMMIT'),
    fault(21, 'MySQL restarted'),
  ]),
  outage(
    'three planners at once',
    [0, 3, 6, 9, 12, 15, 18, 21].map((minute) => fault(minute, 'three planners at once')),
    3,
  ),
  {
    name: `Redis emptied ${TIMES} times`,
    run: async (world, workers) =>
      withAllDelivered(
        await runCampaign(world, { faults: [], workers, besides: () => emptyAgainAndAgain(world) }),
      ),
  },
];

function outage(name: string, faults: readonly Fault[], most?: number): Outage {
  return {
    name,
    run: async (world, workers) =>
      withAllDelivered(await runCampaign(world, { faults, workers: most ?? workers })),
  };
}

/** Nothing of these is a reason to give a report up. */
function withAllDelivered(campaign: Campaign): Campaign {
  const { mailsExpected, delivered } = campaign.figures;
  if (delivered === mailsExpected) return campaign;
  return {
    ...campaign,
    broken: [...campaign.broken, `P7 ${mailsExpected - delivered} mails never went out`],
  };
}

function fault(minute: number, kind: FaultKind, minutes = 1): Fault {
  return { minute, kind, which: 1, minutes };
}

async function emptyAgainAndAgain({ flush }: World): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) {
    await flush();
    await wait(5);
  }
}
