import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGate } from '../../src/queue/connection.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PLACE = { redisUrl: 'redis://:hunter2@redis.example.com', prefix: 'bull' };

/** A Redis whose answers come when the test says so. */
function slowRedis() {
  const { promise, resolve } = Promise.withResolvers<string>();
  let calls = 0;
  const call = (): Promise<string> => {
    calls += 1;
    return promise;
  };
  return { call, calls: () => calls, answer: () => resolve('ok') };
}

it('makes one call a minute while Redis is away, however often it is asked', async () => {
  const gate = createGate(PLACE);
  const redis = slowRedis();
  const first = gate(redis.call).catch(String);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await first).toMatch(/ Redis at redis\.example\.com:6379 does not answer: no answer within 3 s$/);
  for (let look = 0; look < 3; look += 1) {
    await expect(gate(redis.call)).rejects.toThrow('an earlier call still waits');
    await vi.advanceTimersByTimeAsync(15_000);
  }
  expect(redis.calls()).toBe(1);
  await vi.advanceTimersByTimeAsync(15_000);
  const second = gate(redis.call).catch(String);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await second).toContain('no answer within 3 s');
  expect(redis.calls()).toBe(2);
});

it('goes on as soon as the call that waited is answered', async () => {
  const gate = createGate(PLACE);
  const redis = slowRedis();
  const first = gate(redis.call).catch(String);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await first).toMatch(/ Redis at redis\.example\.com:6379 does not answer: no answer within 3 s$/);
  redis.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(await gate(async () => 'again')).toBe('again');
});

it('waits for an answer as long as it is told to', async () => {
  const gate = createGate({ ...PLACE, deadlineMs: 500 });
  const first = gate(slowRedis().call).catch(String);
  await vi.advanceTimersByTimeAsync(500);
  expect(await first).toMatch(/no answer within 0\.5 s$/);
});
