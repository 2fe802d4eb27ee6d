import { describe, expect, it } from 'vitest';
import { heldBecause, type Reach } from '../../../src/core/cleaning/blast-radius.ts';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';

function held(takenOut: number, previous: number | null = null, segments: readonly Reach[] = []) {
  const whole: Reach = { segment: null, reachable: 10_000, takenOut };
  return heldBecause([whole, ...segments], previous, DEFAULT_CLEANING);
}

describe('a run waits for a person', () => {
  it('past five in a hundred of the list, not at five', () => {
    expect(held(500)).toBeNull();
    expect(held(501)).toBe('501 of 10000 reachable contacts of the list would go');
  });

  it('past five in a hundred of one segment', () => {
    const segment = { segment: 'vip', reachable: 200 };
    expect(held(20, null, [{ ...segment, takenOut: 10 }])).toBeNull();
    expect(held(20, null, [{ ...segment, takenOut: 11 }])).toBe(
      '11 of 200 reachable contacts of the segment vip would go',
    );
  });

  it('past twice as many as in the run before, also when that found none; the first is compared with none', () => {
    expect(held(200, 100)).toBeNull();
    expect(held(201, 100)).toBe('201 contacts would go, 100 in the run before');
    expect(held(300, 0)).toBe('300 contacts would go, 0 in the run before');
    expect(held(300, null)).toBeNull();
  });

  it('never for fewer than ten', () => {
    expect(held(9, 1, [{ segment: 'tiny', reachable: 9, takenOut: 9 }])).toBeNull();
    expect(held(10, 1)).toBe('10 contacts would go, 1 in the run before');
  });

  it('at other shares where they are set', () => {
    const whole: Reach = { segment: null, reachable: 1000, takenOut: 60 };
    expect(heldBecause([whole], 10, { holdShare: 0.1, holdTimes: 7, holdLeast: 10 })).toBeNull();
  });
});
