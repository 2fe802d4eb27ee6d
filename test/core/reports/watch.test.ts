import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../../src/core/goals/condition.ts';
import { composeHeartbeat, isHeartbeatDue } from '../../../src/core/reports/heartbeat.ts';
import type { PerformanceInput } from '../../../src/core/reports/performance-input.ts';
import { buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { at, ZONE } from '../../support/build-performance.ts';
import { compose, oneCampaign } from '../../support/composed.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { say } from '../../support/say.ts';

/** 95,000 delivered: 8 % clicked (7.2 % the week before), 1.1 % opted out. */
const WEEK = {
  ...oneCampaign(buildBlast({ attempted: 100_000, clicking: 0.08, optingOut: 0.011, costEach: 0.05 })),
  // too short to have a range of its own
  history: [],
};
const YOUNG = { outcomesCloseAt: at('2026-11-26T14:00') };

/** A quarter of the messages is ten hours old, and a fifth of the clicks used to come after two days. */
function youngWeek(): Partial<PerformanceInput> {
  const until = at('2026-11-27T14:00');
  const weeksBefore = (weeks: number): Temporal.Instant =>
    at('2026-11-16T00:00').subtract({ hours: 168 * weeks });
  const windows = [1, 2, 3, 4, 5, 6].map((week) => ({
    window: { from: weeksBefore(week), to: weeksBefore(week - 1), timezone: ZONE },
    counts: buildBlast({ attempted: 50_000 }).counts,
    receipts: [{ seconds: 5, n: 40_000 }],
    clicks: [
      { seconds: 3_600, n: 500 },
      { seconds: 43_200, n: 300 },
      { seconds: 172_800, n: 200 },
    ],
    conversions: [],
    optOuts: [],
  }));
  return {
    ...oneCampaign(buildBlast({ attempted: 40_000, clicking: 0.07375 })),
    outcomesCloseAt: until,
    growth: {
      ages: [
        { ageSeconds: 360_000, counts: buildBlast({ attempted: 30_000, clicking: 0.08 }).counts },
        { ageSeconds: 36_000, counts: buildBlast({ attempted: 10_000, clicking: 0.055 }).counts },
      ],
      windows,
      closesAt: { receipts: until, clicks: until, conversions: until, 'opt-outs': until },
    },
  };
}

const modelOf = (texts: readonly string[], different: Partial<PerformanceInput> = {}) =>
  compose({ ...WEEK, ...different, onlyIf: texts.map(parseCondition) });

function judged(text: string, different: Partial<PerformanceInput> = {}): string {
  const { watch } = modelOf([text], different);
  expect(watch?.conditions).toHaveLength(1);
  return `${watch?.verdict}: ${say(watch?.conditions[0]?.said ?? [])}`;
}

describe('a condition', () => {
  it.each([
    ['opt-out-rate above 1 %', 'met: Opt-outs 1.1 %, above 1.0 %'],
    ['opt-out-rate above 1.5 %', 'not-met: Opt-outs 1.1 %, limit 1.5 %'],
    ['opt-out-rate above 1.1 %', 'not-met: Opt-outs 1.1 %, limit 1.1 %'],
    ['delivery-rate below 96 %', 'met: Delivery rate 95.0 %, below 96.0 %'],
    ['delivery-rate below 95 %', 'not-met: Delivery rate 95.0 %, limit 95.0 %'],
    ['cost above 4999 EUR', 'met: Cost EUR 5000.00, above EUR 4999.00'],
    ['click-through up', 'met: Click-through 8.0 %: up 0.8 points'],
    ['click-through down', 'not-met: Click-through 8.0 %: up 0.8 points'],
    ['any decision', 'not-met: nothing to decide'],
  ])('%s is %s', (text, expected) => {
    expect(judged(text)).toBe(expected);
  });

  it('is judged on what has come, and says so', () => {
    expect(judged('click-through below 9 %', YOUNG)).toBe('met: Click-through 8.0 % so far, below 9.0 %');
    expect(judged('opt-out-rate above 1.5 %', YOUNG)).toBe('not-met: Opt-outs 1.1 % so far, limit 1.5 %');
    expect(judged('click-through up', YOUNG)).toMatch(/^met: Click-through 8\.0 %: up 0\.8 points so far$/);
    // receipts are not late
    expect(judged('delivery-rate below 96 %', YOUNG)).toBe('met: Delivery rate 95.0 %, below 96.0 %');
  });

  it('of a rate that is only young is unknown, unless it is expected to stay below', () => {
    expect(judged('click-through below 7.8 %', youngWeek())).toMatch(
      /^unknown: Click-through 7\.4 % so far, expected 7\.\d % to [78]\.\d % when final; limit 7\.8 %$/,
    );
    expect(judged('click-through below 12 %', youngWeek())).toBe(
      'met: Click-through 7.4 % so far, below 12.0 %',
    );
    expect(judged('click-through below 7 %', youngWeek())).toBe(
      'not-met: Click-through 7.4 % so far, limit 7.0 %',
    );
  });

  it('is unknown with too few people, another currency, or nothing to compare with', () => {
    const few = oneCampaign(buildBlast({ attempted: 90, optingOut: 0.5 }));
    expect(judged('opt-out-rate above 1 %', few)).toMatch(
      /^unknown: Opt-outs: n\/a \(too few \(n = \d+\)\); limit/,
    );
    expect(judged('cost above 5 NOK')).toMatch(/^unknown: Cost: n\/a \(another currency\)/);
    expect(judged('click-through down', { before: null, history: [] })).toMatch(
      /^unknown: .*nothing to compare/,
    );
  });

  it('is unknown when its feed has stopped, not met', () => {
    const stale = PERFORMANCE_SCENARIOS['stale-source'] ?? {};
    expect(judged('conversion-rate below 50 %', stale)).toMatch(/^unknown: /);
    expect(judged('any decision', stale)).toMatch(/^(met|unknown): /);
  });

  it('is not met where nothing was sent', () => {
    const nothing = { total: buildCohort(), campaigns: [] };
    expect(judged('delivery-rate below 95 %', nothing)).toBe('not-met: nothing was sent');
    expect(judged('click-through down', nothing)).toBe('not-met: nothing was sent');
  });

  it('is enough alone, and an unknown one leaves the rest unknown', () => {
    const verdict = (...texts: readonly string[]) => modelOf(texts).watch?.verdict;
    expect(verdict('opt-out-rate above 5 %', 'opt-out-rate above 1 %', 'cost above 5 NOK')).toBe('met');
    expect(verdict('opt-out-rate above 5 %', 'cost above 5 NOK')).toBe('unknown');
    expect(verdict('opt-out-rate above 5 %', 'delivery-rate below 50 %')).toBe('not-met');
  });

  it('that is met is told first, in every variant, and in the subject where nothing is to decide', () => {
    for (const variant of ['full', 'exec', 'analyst', 'alert'] as const) {
      const model = modelOf(['opt-out-rate above 1 %'], { variant });
      expect(model.sections[0]).toMatchObject({ kind: 'note', id: 'watch', title: 'Why you get this now' });
      expect(say(model.subject)).toMatch(/Opt-outs 1\.1 %, above 1\.0 %$/);
    }
  });

  it('changes nothing of a report that has none', () => {
    expect(modelOf([])).toEqual(compose(WEEK));
  });
});

describe('a sign of life', () => {
  it('says that nothing crossed a limit, what is watched and when the next look is', () => {
    const model = modelOf(['opt-out-rate above 1.5 %', 'cost above 5 NOK']);
    const { watch } = model;
    if (watch === undefined) throw new Error('no watch');
    const beat = composeHeartbeat(model, watch, { reports: 7, unknown: 2 });
    expect(say(beat.headline)).toBe('Nothing crossed your limits in the last 7 reports.');
    expect(say(beat.subject)).toMatch(/^SMS weekly, .*: nothing crossed your limits$/);
    const [section, ...others] = beat.sections;
    expect(others).toEqual([]);
    expect(section?.kind === 'note' ? section.lines.map(say) : []).toEqual([
      'opt-out-rate above 1.5 %: Opt-outs 1.1 %, limit 1.5 %',
      'cost above 5 NOK: Cost: n/a (another currency); limit NOK 5.00',
      'In 2 of them too little was known to judge every limit.',
      expect.stringMatching(/^Next look: .*Europe\/Oslo\.$/),
    ]);
    expect(say(composeHeartbeat(model, watch, { reports: 1, unknown: 0 }).headline)).toContain(
      'the last report',
    );
  });

  it.each([
    ['weekly', '2026-11-23T07:30', true],
    ['weekly', '2026-11-22T23:59', false],
    ['monthly', '2026-12-15T23:00', false],
    ['monthly', '2026-12-16T00:00', true],
    ['never', '2030-01-01T00:00', false],
  ] as const)('%s is due on %s: %s', (every, due, expected) => {
    expect(isHeartbeatDue(every, at('2026-11-16T07:31'), at(due), ZONE)).toBe(expected);
  });

  it('is due a week later across a change of the clock', () => {
    expect(isHeartbeatDue('weekly', at('2026-10-19T07:30'), at('2026-10-26T07:30'), ZONE)).toBe(true);
    expect(isHeartbeatDue('weekly', at('2026-03-23T07:30'), at('2026-03-30T07:30'), ZONE)).toBe(true);
  });
});
