import { describe, expect, it } from 'vitest';
import { parseGoal } from '../../../src/core/goals/goal.ts';
import type { MetricId } from '../../../src/core/metrics/catalogue.ts';
import type { PerformanceInput } from '../../../src/core/reports/performance-input.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { at, ZONE } from '../../support/build-performance.ts';
import { compose, oneCampaign, sectionOf } from '../../support/composed.ts';
import { say } from '../../support/say.ts';

/** 95,000 delivered: 8 % clicked, 1.1 % opted out. */
const WEEK = buildBlast({ attempted: 100_000, clicking: 0.08, optingOut: 0.011, costEach: 0.0321 });

const goals = (...all: readonly (readonly [MetricId, string])[]): Pick<PerformanceInput, 'goals'> => ({
  goals: all.map(([metric, text]) => parseGoal('', metric, text)),
});

const reported = (different: Partial<PerformanceInput>) => compose({ ...oneCampaign(WEEK), ...different });

function besideOf(different: Partial<PerformanceInput>, metric: string): string {
  const row = sectionOf(reported(different), 'scorecard')?.rows.find((one) => one.metric === metric);
  return say(row?.beside ?? []);
}

function decisionsOf(different: Partial<PerformanceInput>): readonly string[] {
  const note = reported(different).sections.find(
    (section) => section.kind === 'note' && section.id === 'decisions',
  );
  return note?.kind === 'note' ? note.lines.map(say) : [];
}

describe('a goal of the sender', () => {
  it.each<[MetricId, string, RegExp]>([
    ['opt-out-rate', 'at most 1.5 %', /^1\.1 % of 1\.5 % allowed/],
    ['opt-out-rate', 'at most 1 %', /^above your limit of 1\.0 %/],
    ['click-through', 'at least 6 %', /^goal of 6\.0 % reached/],
    ['click-through', 'at least 9 %', /^below your goal of 9\.0 %/],
  ])('of %s "%s" stands beside its row', (metric, text, expected) => {
    expect(besideOf(goals([metric, text]), metric)).toMatch(expected);
  });

  it('that is missed is the first decision, stands in the subject, and marks its row', () => {
    const model = reported(goals(['opt-out-rate', 'at most 1 %']));
    expect(decisionsOf(goals(['opt-out-rate', 'at most 1 %']))[0]).toBe(
      'Write less often, or to fewer people: Opt-outs at 1.1 % (1045 of 95000), above your limit of 1.0 %.',
    );
    expect(say(model.subject)).toContain(', opt-outs above your limit');
    const beyond = sectionOf(model, 'scorecard')?.rows.filter(({ isBeyond }) => isBeyond);
    expect(beyond?.map(({ metric }) => metric)).toEqual(['opt-out-rate']);
  });

  it('that is kept decides nothing', () => {
    const kept = goals(['opt-out-rate', 'at most 1.1 %'], ['click-through', 'at least 8 %']);
    expect(decisionsOf(kept)).toEqual(decisionsOf({}));
  });

  it('is not missed while outcomes can still mend it, but a limit that is passed stays passed', () => {
    const young = { outcomesCloseAt: at('2026-11-26T14:00') };
    const open = { ...young, ...goals(['click-through', 'at least 9 %']) };
    expect(besideOf(open, 'click-through')).toMatch(/^8\.0 % so far of 9\.0 % wanted/);
    expect(decisionsOf(open)).toEqual(decisionsOf(young));
    const passed = { ...young, ...goals(['opt-out-rate', 'at most 1 %']) };
    expect(decisionsOf(passed)[0]).toContain('above your limit');
  });

  it('of a cost per conversion may be mended by orders that still come', () => {
    const dear = goals(['cost-per-conversion', 'at most 1 EUR']);
    expect(decisionsOf(dear)[0]).toContain('Send to those who buy: Cost per conversion at EUR');
    const young = { outcomesCloseAt: at('2026-11-26T14:00') };
    expect(besideOf({ ...young, ...dear }, 'cost-per-conversion')).toMatch(
      /^above your limit of EUR 1\.00 so far/,
    );
  });

  it('is left out where nobody can be judged by it', () => {
    const few = oneCampaign(buildBlast({ attempted: 90, optingOut: 0.5 }));
    expect(besideOf({ ...few, ...goals(['opt-out-rate', 'at most 1 %']) }, 'opt-out-rate')).toBe('');
    expect(besideOf(goals(['cost-per-conversion', 'at most 1 NOK']), 'cost-per-conversion')).toBe('');
    expect(decisionsOf({ ...few, ...goals(['opt-out-rate', 'at most 1 %']) })).toEqual([]);
  });
});

describe('a budget', () => {
  const month = {
    window: { from: at('2026-11-01T00:00'), to: at('2026-11-23T00:00'), timezone: ZONE },
    total: buildBlast({ attempted: 100_000, costEach: 0.0321 }),
  };

  it('says what the month has cost up to the end of the window', () => {
    const said = besideOf({ month, ...goals(['cost', 'at most 5000 EUR a month']) }, 'cost');
    expect(said).toBe('EUR 3210.00 of EUR 5000.00 in 2026-10-31T23:00:00Z/2026-11-22T23:00:00Z, 64.2 %');
  });

  it('that is passed is a decision, whatever the week has cost', () => {
    const over = { month, ...goals(['cost', 'at most 3000 EUR a month']) };
    expect(decisionsOf(over)[0]).toMatch(
      /^Replan the rest of the month: Cost is EUR 3210\.00 in .*, 107\.0 % of your limit of EUR 3000\.00\.$/,
    );
    expect(say(reported(over).subject)).toContain(', over budget');
  });

  it('says nothing while nobody knows what a message costs', () => {
    const untold = { ...month, total: { ...month.total, money: [] } };
    expect(besideOf({ month: untold, ...goals(['cost', 'at most 5000 EUR a month']) }, 'cost')).toBe('');
  });

  it('of revenue is not missed before the month is over', () => {
    const open = { month, ...goals(['revenue', 'at least 900000 EUR a month']) };
    expect(decisionsOf(open)).toEqual(decisionsOf({ month }));
    const window = { from: at('2026-11-01T00:00'), to: at('2026-12-01T00:00'), timezone: ZONE };
    const over = { month: { ...month, window }, ...goals(['revenue', 'at least 900000 EUR a month']) };
    const late = { ...over, window, windowKind: 'last-month', asOf: at('2026-12-09T08:00') } as const;
    expect(decisionsOf(late)[0]).toMatch(/of your goal of EUR 900000\.00\.$/);
  });

  it('has a note of its own where the scorecard has no row for it', () => {
    const model = reported({ month, ...goals(['revenue', 'at least 900 EUR a month']) });
    const note = model.sections.find((section) => section.kind === 'note' && section.id === 'goals');
    expect(note?.kind === 'note' ? note.lines.map(say) : []).toEqual([
      expect.stringMatching(/^Revenue: EUR .* of EUR 900\.00 in /),
    ]);
  });
});
