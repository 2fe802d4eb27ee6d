import { describe, expect, test } from 'vitest';
import type { Cohort } from '../../../src/core/counts.ts';
import { type MetricId, metricById } from '../../../src/core/metrics/catalogue.ts';
import { measure } from '../../../src/core/metrics/measure.ts';
import { describeChange } from '../../../src/core/reports/change.ts';
import type { Figure } from '../../../src/core/reports/figure.ts';
import type { Change } from '../../../src/core/reports/report-model.ts';
import { buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { say } from '../../support/say.ts';

/** The figure inside "up 0.8 points". */
function sizeOf({ words }: Change): Figure | undefined {
  const [said] = words;
  const part = typeof said === 'object' && said.kind === 'say' ? said.parts[0]?.[0] : undefined;
  return typeof part === 'object' ? part : undefined;
}

function changeOf(id: MetricId, now: Cohort, before: Cohort | null): Change {
  const metric = metricById(id);
  const conversions = { now: now.counts.conversions, before: before?.counts.conversions ?? 0 };
  return describeChange(metric, measure(metric, now), before && measure(metric, before), conversions);
}

const USUAL = buildBlast({ attempted: 20_000, clicking: 0.07 });

describe('change', () => {
  test('a rate whose difference may be chance has no clear change', () => {
    const change = changeOf('click-through', buildBlast({ attempted: 20_000, clicking: 0.071 }), USUAL);
    expect(change).toMatchObject({ direction: 'unclear', tone: 'neutral' });
    expect(say(change.words)).toBe('no clear change');
  });

  test('a rate whose interval leaves out 0 went up, and clicks going up are good', () => {
    const change = changeOf('click-through', buildBlast({ attempted: 20_000, clicking: 0.08 }), USUAL);
    expect(change).toMatchObject({ direction: 'up', tone: 'good' });
    expect(sizeOf(change)).toMatchObject({ kind: 'points', value: expect.closeTo(0.01, 4) });
  });

  test('opt-outs going up are bad', () => {
    const change = changeOf('opt-out-rate', buildBlast({ attempted: 20_000, optingOut: 0.02 }), USUAL);
    expect(change).toMatchObject({ direction: 'up', tone: 'bad' });
  });

  test('below 100 contacts there are too few, whichever window has them', () => {
    const few = buildBlast({ attempted: 40, clicking: 0.5 });
    expect(say(changeOf('click-through', few, USUAL).words)).toBe('too few to compare');
    expect(say(changeOf('click-through', USUAL, few).words)).toBe('too few (n = 38) before');
  });

  test('without a window before there is nothing to compare with', () => {
    expect(say(changeOf('click-through', USUAL, null).words)).toBe('nothing to compare with');
    expect(say(changeOf('click-through', USUAL, buildCohort()).words)).toBe('nothing to compare with');
  });

  test('money of another currency is not compared', () => {
    const kroner = buildBlast({ attempted: 20_000, currency: 'NOK' });
    expect(say(changeOf('cost', kroner, USUAL).words)).toBe('not comparable');
    expect(say(changeOf('net-roi', kroner, USUAL).words)).toBe('not comparable');
  });

  test('a cost per conversion on few orders has no clear change, on many it has', () => {
    const few = (converting: number): Cohort => buildBlast({ attempted: 1_000, converting });
    const many = (converting: number): Cohort => buildBlast({ attempted: 100_000, converting });
    expect(changeOf('cost-per-conversion', few(0.013), few(0.01)).direction).toBe('unclear');
    expect(changeOf('cost-per-conversion', many(0.013), many(0.01))).toMatchObject({
      direction: 'down',
      tone: 'good',
    });
  });

  test('a return on few orders is not compared', () => {
    const thin = (converting: number): Cohort => buildBlast({ attempted: 1_000, converting });
    expect(say(changeOf('net-roi', thin(0.02), thin(0.01)).words)).toBe('too few conversions (n = 20)');
  });

  test.each([0.01, 0.05, 0.07, 0.0712, 0.08, 0.2])(
    'swapping the windows turns the change around (%d)',
    (clicking) => {
      const other = buildBlast({ attempted: 30_000, clicking });
      const there = changeOf('click-through', other, USUAL);
      const back = changeOf('click-through', USUAL, other);
      const turned = {
        up: 'down',
        down: 'up',
        unclear: 'unclear',
        flat: 'flat',
        unknown: 'unknown',
      } as const;
      const tone = { good: 'bad', bad: 'good', neutral: 'neutral' } as const;
      expect(back.direction).toBe(turned[there.direction]);
      expect(back.tone).toBe(tone[there.tone]);
      const size = (change: Change): number => {
        const figure = sizeOf(change);
        return figure?.kind === 'points' ? figure.value : 0;
      };
      expect(size(back)).toBeCloseTo(size(there), 15);
    },
  );
});
