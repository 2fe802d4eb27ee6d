import { describe, expect, it } from 'vitest';
import { decideAudience } from '../../../src/core/reports/audience-health/decisions.ts';
import { createFormatter } from '../../../src/render/format.ts';
import {
  BUSY_AUDIENCE,
  buildHealth,
  buildSegment,
  OUTAGE,
  TIRED,
} from '../../support/audience-health-scenarios.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { at } from '../../support/build-performance.ts';
import { compose, oneCampaign } from '../../support/composed.ts';

const UNTIL = at('2026-11-23T08:00');
const format = createFormatter('en-GB', 'UTC');
const shorts = (health: typeof BUSY_AUDIENCE): readonly string[] =>
  decideAudience(health, UNTIL).map(({ short }) => short);

describe('decisions about the audience', () => {
  it('are three at most, opt-outs first', () => {
    expect(shorts(BUSY_AUDIENCE)).toEqual(['a segment opts out', 'a tired segment', 'failures to ask about']);
  });

  it('say what happened with counts and an interval, and never why', () => {
    const lines = decideAudience(BUSY_AUDIENCE, UNTIL).map(({ line }) =>
      format.phrase(line).replace(/[\u00a0\u202f]/g, ' '),
    );
    expect(lines[1]).toBe(
      'Try 2 texts a week; leave a random tenth as it is to see whether it helps. Flash-sale fans: 14.2 texts in 30 days, 6.1 before; on the same campaigns the odds of a click are 33.0 % lower than before (24.0 % to 41.0 %), in 8 weeks 1,130 clicked texts of 21,400 delivered, since about Tue 22 Sept.',
    );
    expect(lines.join(' ')).not.toMatch(/because|due to|caused/i);
  });

  it('are silent where too few contacts or failures stand behind them', () => {
    const few = { ...OUTAGE, count: 49 };
    expect(shorts(buildHealth({ anomalies: [few] }, { fatigued: 19 }))).toEqual([]);
    expect(shorts(buildHealth({ anomalies: [OUTAGE] }, { fatigued: 20 }))).toEqual([
      'failures to ask about',
      'contacts to rest',
    ]);
  });

  it('do not warm up an outage of last month', () => {
    const old = { ...OUTAGE, campaignId: 'c-8' };
    expect(shorts(buildHealth({ anomalies: [old] }))).toEqual([]);
  });

  it('recommend no number nobody can give', () => {
    const [decision] = decideAudience(
      buildHealth({ segments: [{ ...TIRED, textsPerWeek: null }, buildSegment()] }),
      UNTIL,
    );
    expect(format.phrase(decision?.line ?? [])).toMatch(/^Send them less;/);
  });

  it('say one text a month, not a quarter of a text a week', () => {
    const [decision] = decideAudience(buildHealth({ segments: [{ ...TIRED, textsPerWeek: 0.25 }] }), UNTIL);
    expect(format.phrase(decision?.line ?? [])).toMatch(/^Try one text a month;/);
  });
});

describe('the audience in the report on performance', () => {
  it('is a section of its own and the first decision there is', () => {
    const model = compose({
      ...oneCampaign(buildBlast({ attempted: 4_000 })),
      audienceHealth: BUSY_AUDIENCE,
    });
    const note = model.sections.find((one) => one.kind === 'note' && one.title === 'Audience health');
    expect(note).toBeDefined();
    expect(format.phrase(model.subject)).toContain('a segment opts out');
  });

  it('says nothing when nothing was found', () => {
    const model = compose({
      ...oneCampaign(buildBlast({ attempted: 4_000 })),
      audienceHealth: buildHealth(),
    });
    expect(model.sections.some((one) => one.kind === 'note' && one.title === 'Audience health')).toBe(false);
  });
});
