import { describe, expect, it } from 'vitest';
import { goalText, parseGoal } from '../../../src/core/goals/goal.ts';
import type { MetricId } from '../../../src/core/metrics/catalogue.ts';

describe('a goal', () => {
  it.each<[MetricId, string, object]>([
    ['click-through', 'at least 6 %', { side: 'at-least', amount: { value: 0.06 }, period: null }],
    ['opt-out-rate', ' at most  1.5% ', { side: 'at-most', amount: { value: 0.015 } }],
    ['cost', 'at most 5000 EUR a month', { amount: { value: 5e9, currency: 'EUR' }, period: 'month' }],
    ['cost-per-conversion', 'at most 4.20 EUR', { amount: { value: 4_200_000 }, period: null }],
    ['net-roi', 'at least 2', { amount: { value: 2 } }],
  ])('of %s may be "%s"', (metric, text, expected) => {
    expect(parseGoal('', metric, text)).toMatchObject({ brand: '', metric, ...expected });
    expect(parseGoal('', metric, goalText(parseGoal('', metric, text)))).toEqual(parseGoal('', metric, text));
  });

  it.each<[MetricId, string, RegExp]>([
    ['click-through', '6 %', /is not "at least AMOUNT" or "at most AMOUNT"/],
    ['click-through', 'at least', /is not "at least AMOUNT"/],
    ['click-through', 'at least six %', /six % is not a share/],
    ['click-through', 'at least 6 % a month', /click-through does not add up; leave out "a month"/],
    ['cost', 'at most 5000 EUR', /cost adds up; write "at most 5000 EUR a month"/],
    ['revenue', 'at least 9000 EUR', /revenue adds up/],
    ['cost', 'at most 5000 a month', /5000 is not an amount with its currency/],
    ['cost', 'at most 5000 EUR a week', /is not an amount with its currency/],
  ])('of %s is refused as "%s"', (metric, text, message) => {
    expect(() => parseGoal('', metric, text)).toThrow(message);
  });
});
