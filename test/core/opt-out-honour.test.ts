import { describe, expect, it } from 'vitest';
import {
  findBreaches,
  type LaterMessage,
  measureHonour,
  nearestRank,
  type Wish,
} from '../../src/core/opt-out-honour.ts';

const MINUTE = 60;
const DAY = 86_400;

const stop = (occurredS: number, over: Partial<Wish> = {}): Wish => ({
  personId: 1,
  event: 'opt_out',
  occurredS,
  keyword: 'STOP',
  ...over,
});
const record = (occurredS: number, over: Partial<Wish> = {}): Wish =>
  stop(occurredS, { keyword: null, ...over });
const start = (occurredS: number): Wish => stop(occurredS, { event: 'opt_in', keyword: 'START' });
const sent = (sentS: number, over: Partial<LaterMessage> = {}): LaterMessage => ({
  personId: 1,
  contactId: 'c-1',
  campaignId: 'p-1',
  campaign: 'One',
  isPromotional: true,
  isDelivered: true,
  isStopped: false,
  sentS,
  ...over,
});
const order = (sentS: number): LaterMessage => sent(sentS, { isPromotional: false });
const times = (wishes: readonly Wish[], messages: readonly LaterMessage[] = []) =>
  measureHonour(wishes, messages, { from: 0, to: 10 * DAY });

describe('a message after an opt-out', () => {
  const at = (wishes: readonly Wish[], messages: readonly LaterMessage[]) =>
    findBreaches(wishes, messages).map(({ sentS, askedS }) => [sentS, askedS]);

  it('is one from the second after, and counts from the first time the person asked', () => {
    expect(at([stop(100), stop(500)], [sent(99), sent(100), sent(101), sent(900)])).toEqual([
      [101, 100],
      [900, 100],
    ]);
  });

  it('is none after the person opted in again, and one again after the next opt-out', () => {
    const wishes = [stop(100), start(200), stop(300)];
    expect(at(wishes, [sent(150), sent(250), sent(350)])).toEqual([
      [150, 100],
      [350, 300],
    ]);
  });

  it('counts the opt-out when both came in one second', () => {
    expect(at([start(100), stop(100)], [sent(101)])).toEqual([[101, 100]]);
    expect(at([stop(50), start(100), stop(100)], [sent(101)])).toEqual([[101, 100]]);
  });

  it('is of another person where the wish is', () => {
    expect(at([stop(100, { personId: 2 })], [sent(200)])).toEqual([]);
  });

  it('may be one confirmation: the first, transactional, within five minutes', () => {
    expect(at([stop(0)], [order(5 * MINUTE)])).toEqual([]);
    expect(at([stop(0)], [order(5 * MINUTE + 1)])).toEqual([[301, 0]]);
    expect(at([stop(0)], [order(10), order(20)])).toEqual([[20, 0]]);
    expect(at([stop(0)], [sent(10), order(20)])).toEqual([
      [10, 0],
      [20, 0],
    ]);
    expect(at([stop(0), start(100), stop(200)], [order(10), order(210)])).toEqual([]);
  });

  it('is found in any order of wishes and messages', () => {
    const wishes = [stop(300), stop(100), start(200)];
    const messages = [sent(350), order(110), sent(150)];
    expect(at(wishes, messages)).toEqual(at(wishes.toReversed(), messages.toReversed()));
  });
});

describe('the time until an opt-out by text is honoured', () => {
  it("is the time until the platform's own record, or the last message after it, whichever is later", () => {
    expect(times([stop(0), record(120)]).seconds).toEqual([120]);
    expect(times([stop(0), record(120)], [sent(60)]).seconds).toEqual([120]);
    expect(times([stop(0), record(120)], [sent(60), sent(3_600)]).seconds).toEqual([3_600]);
    expect(times([stop(0)], [sent(7_200)]).seconds).toEqual([7_200]);
  });

  it('ends with a message that was sent, not with one that the provider stopped', () => {
    expect(times([stop(0)], [sent(60), sent(900, { isStopped: true })]).seconds).toEqual([60]);
    expect(times([stop(0)], [sent(900, { isStopped: true })]).seconds).toEqual([]);
  });

  it('is not known without either, and the opt-out is counted as asked', () => {
    expect(times([stop(0)])).toEqual({ asked: 1, seconds: [] });
    expect(times([stop(0)], [order(30)])).toEqual({ asked: 1, seconds: [] });
  });

  it('has nothing to do with what came after the next opt-in', () => {
    expect(times([stop(0), start(DAY), record(2 * DAY)], [sent(DAY + 5)])).toEqual({ asked: 1, seconds: [] });
  });

  it('is not asked of opt-outs without a text, nor of those before or after the window', () => {
    expect(times([record(50)])).toEqual({ asked: 0, seconds: [] });
    expect(times([stop(10 * DAY)])).toEqual({ asked: 0, seconds: [] });
    expect(times([stop(10 * DAY - 1)]).asked).toBe(1);
  });

  it('ignores a record that was there before the text', () => {
    expect(times([record(0), stop(100)]).seconds).toEqual([]);
    expect(times([record(0), stop(100), record(160)]).seconds).toEqual([60]);
  });

  it('is sorted, one of each time a person asked anew', () => {
    const wishes = [stop(0), record(90), start(DAY), stop(2 * DAY), record(2 * DAY + 30)];
    expect(times(wishes)).toEqual({ asked: 2, seconds: [30, 90] });
  });
});

it('the nearest rank is a value that was there', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
  expect([nearestRank(hundred, 0.5), nearestRank(hundred, 0.95), nearestRank(hundred, 1)]).toEqual([
    50, 95, 100,
  ]);
  expect([nearestRank([7], 0.5), nearestRank([], 0.5)]).toEqual([7, null]);
});
