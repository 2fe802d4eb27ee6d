import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../src/core/time/calendar-rule.ts';
import { firesBetween, nextFires } from '../../../src/core/time/fires.ts';
import { isRollingKind, type RollingKind, windowOf } from '../../../src/core/time/window-kinds.ts';
import reference from './reference/clock-changes.json' with { type: 'json' };

/** Python's zoneinfo read minute by minute (reference/clock-changes.py): due, nominal, from, to. */
const CASES = reference.cases.map(({ zone, rule, window, after, until, fires }) => ({
  name: `${zone} "${rule}" from ${after}`,
  zone,
  rule: parseRule(rule),
  kind: kindOf(window),
  after: Temporal.Instant.from(after),
  until: Temporal.Instant.from(until),
  fires,
}));

function kindOf(text: string): RollingKind {
  if (!isRollingKind(text)) throw new Error(text);
  return text;
}

const minute = (at: { toString(options: { smallestUnit: 'minute' }): string }): string =>
  at.toString({ smallestUnit: 'minute' });

describe('due times and their windows by another program', () => {
  it('are at least 40 cases of at least 20 zones', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CASES.map(({ zone }) => zone)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(CASES)('$name', ({ zone, rule, kind, after, until, fires }) => {
    const found = firesBetween(rule, zone, after, until).map((fire) => {
      const { from, to } = windowOf(kind, fire, zone);
      return [minute(fire.at), minute(fire.nominal), minute(from), minute(to)];
    });
    expect(found).toEqual(fires);
  });

  it.each(CASES)('$name: one after the other, as the planner asks', ({ zone, rule, after, until, fires }) => {
    expect(nextFires(rule, zone, after, 500, until).map(({ at }) => minute(at))).toEqual(
      fires.map(([at]) => at),
    );
  });
});
