import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutcomeWindows } from '../../../src/core/experiments/plan.ts';
import { createRandom } from '../../../src/demo/history/random.ts';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import { countOneTest } from '../../support/count-tests.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { countByHand, type OracleAsked } from './oracle.ts';
import { ENDS_AT, insertTest, type RandomTest, randomTest, STARTS_AT } from './random-test.ts';

const HOUR = 3_600_000;
/** everything has come in */
const LATER = ENDS_AT + 200 * HOUR;
const SEEDS = [1, 2, 3];

describe.each(SEEDS)('a random test (seed %i) counted arm by arm', (seed) => {
  const random = createRandom(`looks/${seed}`);
  let database: FreshDatabase;
  let world: RandomTest;

  beforeAll(async () => {
    world = randomTest(seed);
    database = await freshDatabase();
    await insertTest(database.db, world);
    await refreshRollups(database.db, { now: Temporal.Instant.fromEpochMilliseconds(LATER) });
  });
  afterAll(() => database.drop());

  const windows = (): OutcomeWindows => ({
    click: 1 + random.below(150),
    conversion: 1 + random.below(240),
    optOut: 1 + random.below(200),
    delivery: 1 + random.below(150),
  });

  /** the arms of both ways, by variants.id */
  async function bothWays(asked: OracleAsked, isPast: boolean) {
    const counted = await countOneTest(database.db, {
      campaignId: asked.campaign === 1 ? 'test' : 'sent',
      asOf: Temporal.Instant.fromEpochMilliseconds(asked.asOf),
      isPast,
      plan: { windows: asked.windows, tested: asked.isSendTime ? 'send-time' : 'text' },
    });
    const ids = asked.campaign === 1 ? ['a', 'b', 'none'] : ['', '', '', 'x', 'y'];
    const byHand = countByHand(world, asked);
    return {
      counted: { arms: counted.arms, crossedOver: counted.crossedOver },
      byHand: {
        arms: counted.arms.map(({ variantId }) => ({
          variantId,
          ...byHand.arms.get(ids.indexOf(variantId) + 1),
        })),
        crossedOver: byHand.crossedOver,
      },
    };
  }

  it.each([1, 2] as const)(
    'gives from facts what plain loops over the events give (campaign %i)',
    async (campaign) => {
      for (let n = 0; n < 4; n += 1) {
        const asked = { campaign, windows: windows(), isSendTime: n % 2 === 1, asOf: LATER };
        const { counted, byHand } = await bothWays(asked, false);
        expect({ asked, ...counted }).toEqual({ asked, ...byHand });
      }
    },
  );

  it.each([1, 2] as const)(
    'gives at any earlier moment what was known then (campaign %i)',
    async (campaign) => {
      for (let n = 0; n < 8; n += 1) {
        const asOf = STARTS_AT + 72 * HOUR + random.below(ENDS_AT - STARTS_AT);
        const asked = { campaign, windows: windows(), isSendTime: n % 2 === 1, asOf };
        const { counted, byHand } = await bothWays(asked, true);
        expect({ asked, ...counted }).toEqual({ asked, ...byHand });
      }
    },
  );

  it('holds what makes counting hard', async () => {
    const all = { click: 150, conversion: 240, optOut: 200, delivery: 150 };
    const { counted } = await bothWays({ campaign: 1, windows: all, isSendTime: false, asOf: LATER }, false);
    expect(counted.crossedOver).toBeGreaterThan(2);
    const [a] = counted.arms;
    expect(a?.clicking).toBeGreaterThan(5);
    expect(a?.rawClicking).toBeGreaterThan(a?.clicking ?? 0);
    expect(a?.notDelivered).toBeGreaterThan(2);
    expect(a?.optedOut).toBeGreaterThan(2);
    expect(a?.revenue.length).toBeGreaterThan(3);
    expect(a?.responses.length).toBeGreaterThan(3);
  });

  it('gives the same from facts and from events once everything has come in', async () => {
    const asked = { campaign: 1, windows: windows(), isSendTime: false, asOf: LATER } as const;
    expect((await bothWays(asked, true)).counted).toEqual((await bothWays(asked, false)).counted);
  });
});
