import { describe, expect, test } from 'vitest';
import { buildBlast } from '../../support/build-cohort.ts';
import { buildPerformance } from '../../support/build-performance.ts';
import { compose, oneCampaign } from '../../support/composed.ts';
import { say } from '../../support/say.ts';

describe('a report on a part of the sending', () => {
  const cohort = buildBlast({ attempted: 5_000 });

  test('says so in the subject and above every number', () => {
    const filter = { campaigns: ['Autumn Sale'], segments: ['Loyal', 'New'] };
    const model = compose({ ...oneCampaign(cohort), filter });
    expect(say(model.subject)).toContain(', Autumn Sale only, 2 segments only: click-through');
    expect(model.banners.map((banner) => say(banner.text))).toEqual([
      'This report counts only the campaign Autumn Sale.',
      'This report counts only the segments Loyal and New.',
    ]);
  });

  test('says so when nothing was sent', () => {
    const model = compose({ filter: { campaigns: ['Autumn Sale'], segments: [] } });
    expect(say(model.subject)).toContain(', Autumn Sale only: no campaigns');
    expect(model.banners).toHaveLength(1);
  });

  test('says why it expects no final figures, as long as outcomes come in', () => {
    const { asOf } = buildPerformance();
    const filter = { campaigns: [], segments: [], brands: ['Nordlys'], tags: [] };
    const notesOf = (hours: number) => {
      const outcomesCloseAt = asOf.add({ hours });
      return JSON.stringify(
        compose({ ...oneCampaign(cohort), filter, growth: null, outcomesCloseAt }).sections,
      );
    };
    expect(notesOf(48)).toContain('No final figures are expected here');
    expect(notesOf(-48)).not.toContain('No final figures are expected here');
  });

  test('names a few of many', () => {
    const campaigns = Array.from({ length: 30 }, (_, index) => `C${index}`);
    const model = compose({ ...oneCampaign(cohort), filter: { campaigns, segments: [] } });
    expect(say(model.banners[0]?.text ?? [])).toBe(
      'This report counts only the campaigns C0, C1, C2, C3, C4 and 25 more.',
    );
  });
});
