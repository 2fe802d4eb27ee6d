import { describe, expect, it } from 'vitest';
import { parseGoal } from '../../../src/core/goals/goal.ts';
import type { ReportVariant } from '../../../src/core/reports/report-variants.ts';
import { REPORT_VARIANTS } from '../../../src/core/reports/report-variants.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { compose, sectionOf } from '../../support/composed.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { say } from '../../support/say.ts';

const BUSY = PERFORMANCE_SCENARIOS['with-tests'] ?? {};
const goals = [parseGoal('', 'click-through', 'at least 20 %')];
const shown = (variant: ReportVariant) => compose({ ...BUSY, goals, variant });
const kinds = (variant: ReportVariant) =>
  shown(variant).sections.map((section) => ('id' in section ? section.id : section.kind));

describe('a variant', () => {
  it('full is the report as it is without one', () => {
    expect(shown('full')).toEqual(compose({ ...BUSY, goals }));
    expect(shown('full')).not.toHaveProperty('variant');
  });

  it('exec has decisions and the whole scorecard, and all around them', () => {
    expect(kinds('exec')).toEqual(['decisions', 'scorecard']);
    const { headline, banners, footer } = shown('exec');
    expect({ headline, banners, footer }).toEqual({
      headline: shown('full').headline,
      banners: shown('full').banners,
      footer: shown('full').footer,
    });
    expect(sectionOf(shown('exec'), 'scorecard')).toEqual(sectionOf(shown('full'), 'scorecard'));
  });

  it('analyst has every section', () => {
    expect(kinds('analyst')).toEqual(kinds('full'));
  });

  it('alert has decisions and only what is beyond a limit', () => {
    expect(kinds('alert')).toEqual(['decisions', 'scorecard']);
    const rows = sectionOf(shown('alert'), 'scorecard')?.rows.map(({ metric }) => metric);
    expect(rows).toContain('click-through');
    expect(rows).not.toContain('delivery-rate');
  });

  it('alert has no scorecard when nothing is beyond a limit', () => {
    const quiet = compose({ total: buildBlast({ attempted: 100_000 }), variant: 'alert' });
    expect(quiet.sections).toEqual([]);
  });

  it.each(['exec', 'alert'] as const)(
    '%s of a week without a message is header, sentence, footer',
    (variant) => {
      const empty = compose({ ...PERFORMANCE_SCENARIOS['empty-window'], variant });
      expect(empty.sections).toEqual([]);
      expect(say(empty.headline)).toContain('No campaigns in this period');
      expect(empty.footer.runId).toBe('4711');
    },
  );

  it('has a subject of its own in every window', () => {
    const subjects = REPORT_VARIANTS.map((variant) => say(shown(variant).subject));
    expect(new Set(subjects).size).toBe(REPORT_VARIANTS.length);
  });
});
