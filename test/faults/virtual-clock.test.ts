import { describe, expect, it } from 'vitest';
import { virtualClock } from './virtual-clock.ts';

const START = Temporal.Instant.from('2026-10-25T00:29:30Z');

describe('when the clock showed a time first', () => {
  it('is the moment of a step that went past it', () => {
    const clock = virtualClock(START);
    clock.step(180);
    const steppedMs = performance.now();
    const shownMs = clock.shownFirst(START.add({ minutes: 2 }));
    expect(shownMs).toBeLessThanOrEqual(steppedMs);
    expect(shownMs).toBeGreaterThan(steppedMs - 60_000);
  });

  it('is no later for a statement that was on its way when the clock was set back', () => {
    const clock = virtualClock(START);
    const answered = clock.now().add({ milliseconds: 500 });
    clock.step(-600);
    expect(clock.shownFirst(answered)).toBeLessThan(performance.now() + 60_000);
  });

  it('is never, for a time it has not come to', () => {
    const clock = virtualClock(START);
    clock.set(START);
    expect(clock.shownFirst(START.add({ hours: 24 })) - performance.now()).toBeGreaterThan(3_600_000);
  });
});
