import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../../src/core/goals/condition.ts';

describe('a condition', () => {
  it.each([
    ['any decision', { kind: 'decision' }],
    [' any   decision ', { kind: 'decision', text: 'any decision' }],
    ['opt-out-rate above 1.5 %', { metric: 'opt-out-rate', side: 'above', amount: { value: 0.015 } }],
    ['delivery-rate below 95%', { side: 'below', amount: { value: 0.95 }, text: 'delivery-rate below 95 %' }],
    ['cost above 5000 EUR', { amount: { value: 5_000_000_000, currency: 'EUR' } }],
    ['cost-per-conversion above 0.25 NOK', { amount: { value: 250_000, currency: 'NOK' } }],
    [
      'time-to-click-median above 90 min',
      { amount: { value: 5_400 }, text: 'time-to-click-median above 90 min' },
    ],
    ['delivery-latency-p80 above 2d', { amount: { value: 172_800 } }],
    ['net-roi below -0.5', { amount: { value: -0.5 } }],
    ['click-through down', { kind: 'change', direction: 'down' }],
  ])('may be "%s"', (text, expected) => {
    expect(parseCondition(text)).toMatchObject(expected);
  });

  it.each(['opt-out-rate above 1.25 %', 'cost above 12.5 EUR', 'net-roi below 2', 'click-through up'])(
    'reads back as it was stored: "%s"',
    (text) => {
      expect(parseCondition(parseCondition(text).text)).toEqual(parseCondition(text));
    },
  );

  it.each([
    ['', /is not "any decision", "METRIC above\|below AMOUNT"/],
    ['any', /is not "any decision"/],
    ['opt-out above 1.5 %', /opt-out is not a metric; there are delivery-rate, .*opt-out-rate/],
    ['opt-out-rate over 1.5 %', /is not "any decision"/],
    ['opt-out-rate above', /is not a share such as 1.5 %/],
    ['opt-out-rate above 1,5 %', /1,5 % is not a share such as 1.5 %, which opt-out-rate needs/],
    ['opt-out-rate above 1.5', /is not a share/],
    ['opt-out-rate above 101 %', /is not a share/],
    ['opt-out-rate above -1 %', /is not a share/],
    ['cost above 5000', /is not an amount with its currency such as 5000 EUR/],
    ['cost above 5000 QQQ', /is not an amount with its currency/],
    ['cost above € 5000', /is not an amount with its currency/],
    ['time-to-click-median above 6 %', /is not a time such as 90 s/],
    ['net-roi below 2 %', /is not a number such as 2.5/],
    ['click-through down 2 %', /nothing follows "down"/],
    ['opt-out-rate above 1.5 % or delivery-rate below 95 %', /is not a share/],
    ['opt-out-rate above 1.5\u202e %', /is not a share/],
  ])('is refused as "%s"', (text, message) => {
    expect(() => parseCondition(text)).toThrow(message);
  });
});
