import { describe, expect, it } from 'vitest';
import { needOf, type PlanningQuestion, planTest } from '../../../src/core/experiments/planning.ts';
import { Failure } from '../../../src/core/failure.ts';

const QUESTION: PlanningQuestion = {
  audience: 40_000,
  rate: 0.02,
  shares: [0.5, 0.5],
  alpha: 0.05,
  power: 0.8,
};

const refusal = (different: Partial<PlanningQuestion>): string | null => {
  try {
    planTest({ ...QUESTION, ...different });
    return null;
  } catch (error) {
    return error instanceof Failure && error.code === 'bad-input' ? error.message : String(error);
  }
};

describe('planning a test', () => {
  // power.prop.test(p1 = rate, p2 = rate * (1 + lift), sig.level = .05, power = .8) of R 4.2.2, rounded up
  it.each([
    [0.06, 0.1, 25_740],
    [0.06, 0.2, 6_719],
    [0.089, 0.1, 16_788],
    [0.01, 0.2, 42_693],
    [0.02, 0.5, 3_826],
  ])('needs as many contacts per arm for one look as R says: %d with a lift of %d', (rate, lift, perArm) => {
    const need = needOf({ ...QUESTION, rate }, lift);
    expect(need.singleLook?.perArm).toEqual([perArm, perArm]);
  });

  it('needs 1.914 times as many when the test is read at any time', () => {
    for (const { anyLooks, singleLook } of planTest(QUESTION).lifts) {
      expect((anyLooks?.audience ?? 0) / (singleLook?.audience ?? 1)).toBeCloseTo(1.914, 2);
    }
  });

  it('says which lifts an audience can answer, and the smallest it can find', () => {
    const { lifts, smallestLift, smallestLiftAtOneLook } = planTest(QUESTION);
    expect(lifts.map(({ lift, canAnswer }) => [lift, canAnswer])).toEqual([
      [0.05, false],
      [0.1, false],
      [0.2, false],
      [0.5, true],
    ]);
    const found = needOf(QUESTION, smallestLift ?? 0);
    expect(found.anyLooks?.audience).toBe(40_000);
    expect(needOf(QUESTION, (smallestLift ?? 0) * 0.999).canAnswer).toBe(false);
    expect(smallestLiftAtOneLook).toBeLessThan(smallestLift ?? 0);
  });

  it('names an audience that fills every arm', () => {
    const { anyLooks } = needOf({ ...QUESTION, shares: [1 / 3, 1 / 3, 1 / 3] }, 0.2);
    const [first = 0, ...rest] = anyLooks?.perArm ?? [];
    expect(rest).toEqual([first, first]);
    expect(anyLooks?.audience).toBe(3 * first);
  });

  it('needs more for three arms than for two, and more for an uneven split', () => {
    const perArm = (shares: readonly number[]): number =>
      Math.min(...(needOf({ ...QUESTION, shares }, 0.2).anyLooks?.perArm ?? []));
    const audience = (shares: readonly number[]): number =>
      needOf({ ...QUESTION, shares }, 0.2).anyLooks?.audience ?? 0;
    expect(perArm([1 / 3, 1 / 3, 1 / 3])).toBeGreaterThan(perArm([0.5, 0.5]));
    expect(audience([0.9, 0.1])).toBeGreaterThan(audience([0.5, 0.5]));
    expect(planTest({ ...QUESTION, shares: [0.25, 0.25, 0.25, 0.25] }).comparisons).toBe(6);
  });

  /** R: a quantile of the best of four by integrate(), then Fleiss at alpha / 6 with c(1); a simulation finds 86 of 100. */
  it('asks that the best of four beats all three others, not each of them alone', () => {
    const four = needOf({ ...QUESTION, rate: 0.02, shares: [0.25, 0.25, 0.25, 0.25] }, 0.3);
    expect(four.anyLooks?.audience).toBe(123_092);
  });

  it('gives the same answer whatever the order of the arms', () => {
    const [forth, back] = [
      [0.8, 0.2],
      [0.2, 0.8],
    ].map((shares) => planTest({ ...QUESTION, shares }));
    expect(back?.smallestLift).toBe(forth?.smallestLift);
    expect(back?.lifts.map(({ anyLooks }) => anyLooks?.audience)).toEqual(
      forth?.lifts.map(({ anyLooks }) => anyLooks?.audience),
    );
  });

  it('counts a holdout arm into the audience and not into the comparison', () => {
    const whole = needOf(QUESTION, 0.5).anyLooks;
    const held = needOf({ ...QUESTION, shares: [0.4, 0.4] }, 0.5).anyLooks;
    expect(held?.perArm).toEqual(whole?.perArm);
    expect(held?.audience).toBe(Math.ceil((whole?.audience ?? 0) / 0.8));
  });

  it('says why a lift that would reach 100 % has no number', () => {
    const need = needOf({ ...QUESTION, rate: 0.8 }, 0.5);
    expect(need).toMatchObject({ anyLooks: null, canAnswer: false, reason: 'the rate would reach 100 %' });
  });

  it('says that a tiny audience finds nothing', () => {
    expect(planTest({ ...QUESTION, audience: 4, rate: 0.5 }).smallestLift).toBeNull();
  });

  it.each([
    [{ audience: 0 }, 'audience: 0 must be a whole number above 0'],
    [{ audience: 10.5 }, 'audience: 10.5 must be a whole number above 0'],
    [{ audience: Number.POSITIVE_INFINITY }, 'audience: Infinity must be a whole number above 0'],
    [{ rate: 0 }, 'rate: 0 must be between 0 and 1, such as 0.02 for 2 %'],
    [{ rate: 1 }, 'rate: 1 must be between 0 and 1, such as 0.02 for 2 %'],
    [{ rate: Number.NaN }, 'rate: NaN must be between 0 and 1, such as 0.02 for 2 %'],
    [{ alpha: 0 }, 'alpha: 0 must be between 0 and 0.5, usually 0.05'],
    [{ power: 1 }, 'power: 1 must be from 0.5 to below 1, usually 0.8'],
    [{ shares: [1] }, 'arms: 1 must be at least 2: one arm is no test'],
    [{ shares: [0.5, 0] }, 'share: 0 must be between 0 and 1'],
  ])('refuses %j', (different, message) => {
    expect(refusal(different)).toBe(message);
  });

  it('refuses a lift of nothing', () => {
    expect(() => needOf(QUESTION, 0)).toThrow('lift: 0 must be above 0');
    expect(() => needOf(QUESTION, Number.NaN)).toThrow('lift: NaN must be above 0');
  });
});
