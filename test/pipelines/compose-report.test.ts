import { describe, expect, test } from 'vitest';
import type { JudgedTest } from '../../src/core/experiments/judged-test.ts';
import { readTold } from '../../src/core/reports/mailed-report.ts';
import { composePerformance } from '../../src/core/reports/performance.ts';
import type { Needs, ReportAsked } from '../../src/pipelines/compose-needs.ts';
import { composeReport } from '../../src/pipelines/compose-report.ts';
import type { CohortFilter } from '../../src/store/counts/load-cohorts.ts';
import { buildBlast, buildCohort } from '../support/build-cohort.ts';
import { at, buildPerformance } from '../support/build-performance.ts';
import { WINNER } from '../support/experiment-scenarios.ts';
import { buildListHealth } from '../support/list-health-scenarios.ts';
import { NO_DETAILS } from '../support/no-details.ts';
import { say } from '../support/say.ts';

const { window, asOf, run } = buildPerformance();

const ASKED: ReportAsked = {
  report: 'performance',
  title: 'SMS weekly',
  locale: 'en-GB',
  window,
  windowKind: 'last-week',
  asOf,
  staleAfterSeconds: 7_200,
  run,
};

const WEEK = buildBlast({ attempted: 10_000 });
const LAST_WEEK = { from: '2026-11-08T23:00:00Z', to: '2026-11-15T23:00:00Z' };

function needsThat(different: Partial<Needs> = {}): Needs {
  return {
    loadTotal: async () => WEEK,
    loadByCampaign: async () => [{ id: 'c-1', name: 'One', cohort: WEEK }],
    loadByVariant: async () => [],
    loadBySegment: async () => [],
    loadByDay: async () => [{ day: '2026-11-17', cohort: WEEK }],
    loadByHour: async () => [],
    loadByWeekHour: async () => [],
    loadCampaigns: async () => [
      {
        id: 'c-1',
        name: 'One',
        kind: 'promotional',
        hasLink: true,
        attributionHours: 72,
        primaryKind: 'purchase',
        firstSentAt: at('2026-11-17T10:00'),
        lastSentAt: at('2026-11-20T10:00'),
        variants: [],
      },
    ],
    loadUnattributedOptOuts: async () => 3,
    loadTests: async () => [],
    loadDetails: async () => NO_DETAILS,
    loadCarriers: async () => [],
    loadKnownBad: async () => ({ messages: 0, contacts: 0, costs: [] }),
    loadTold: async () => [],
    growth: {
      loadAges: async () => [],
      loadEarly: async () => ({ counts: WEEK.counts, receipts: [], clicks: [] }),
      loadLate: async () => [],
    },
    loadUnknownCodes: async () => [],
    loadListHealth: async () => buildListHealth(),
    loadAudienceHealth: async () => null,
    loadDataState: async () => ({
      rolledUpAt: asOf,
      pending: 0,
      newest: { messages: asOf, receipts: asOf, clicks: asOf, conversions: asOf, 'opt-outs': asOf },
    }),
    ...different,
  };
}

describe('compose report', () => {
  test('loads the window and the eight weeks before it', async () => {
    const asked: string[] = [];
    const loadTotal = async ({ window: { from } }: CohortFilter): Promise<typeof WEEK> => {
      asked.push(from.toZonedDateTimeISO('Europe/Oslo').toPlainDate().toString());
      return WEEK;
    };
    const model = await composeReport(needsThat({ loadTotal }), ASKED);
    expect(asked.toSorted()).toEqual(
      [-56, -49, -42, -35, -28, -21, -14, -7, 0].map((days) =>
        Temporal.PlainDate.from('2026-11-16').add({ days }).toString(),
      ),
    );
    expect(model.comparedWith).toMatchObject({ from: '2026-11-08T23:00:00Z', to: '2026-11-15T23:00:00Z' });
  });

  test('loads parts of the week before only where a clear change asks for them', async () => {
    const asked: string[] = [];
    const needs = (week: typeof WEEK): Needs =>
      needsThat({
        loadTotal: async (filter) => (filter.window === ASKED.window ? week : WEEK),
        loadBySegment: async ({ window: { from } }) => {
          asked.push(from.toString());
          return [];
        },
      });
    await composeReport(needs(WEEK), ASKED);
    expect(asked).toEqual(['2026-11-15T23:00:00Z']);
    await composeReport(needs(buildBlast({ attempted: 10_000, clicking: 0.12 })), ASKED);
    expect(asked.slice(1)).toEqual(['2026-11-15T23:00:00Z', '2026-11-08T23:00:00Z']);
  });

  test('looks for earlier mails of its schedule only, and counts their windows once', async () => {
    const asked: unknown[] = [];
    const counted: string[] = [];
    const model = composePerformance(
      buildPerformance({ total: buildBlast({ attempted: 10_000, clicking: 0.05 }) }),
    );
    const lastWeek = { ...model, maturity: null, window: { ...model.window, ...LAST_WEEK } };
    const needs = needsThat({
      loadTotal: async ({ window: { from } }) => {
        counted.push(from.toString());
        return WEEK;
      },
      loadTold: async (before, until) => {
        asked.push([before, until.toString()]);
        return [readTold('17', lastWeek)];
      },
    });
    await composeReport(needs, ASKED);
    expect(asked).toEqual([]);
    counted.length = 0;
    const mailedBefore = { scheduleId: 3, scope: 'all' };
    const { restated } = await composeReport(needs, { ...ASKED, mailedBefore });
    expect(asked).toEqual([[mailedBefore, '2026-11-15T23:00:00Z']]);
    expect(restated?.map(({ metric }) => metric)).toContain('click-through');
    expect(counted.filter((from) => from === LAST_WEEK.from)).toHaveLength(1);
  });

  test('waits twice the attribution window after the last message before it calls the figures final', async () => {
    const model = await composeReport(needsThat(), ASKED);
    expect(say(model.maturity ?? [])).toContain('conversions count until 2026-11-26T09:00:00Z');
  });

  test('has no window before when no earlier one has a message', async () => {
    const loadTotal = async ({ window: { from } }: CohortFilter): Promise<typeof WEEK> =>
      from.equals(window.from) ? WEEK : buildCohort();
    const model = await composeReport(needsThat({ loadTotal }), ASKED);
    expect(model.comparedWith).toBeNull();
  });

  test('passes the filter on, names it, and lists no opt-outs without a campaign', async () => {
    const seen: (readonly string[] | undefined)[] = [];
    const loadByVariant = async ({ campaignIds }: CohortFilter): Promise<readonly never[]> => {
      seen.push(campaignIds);
      return [];
    };
    const model = await composeReport(needsThat({ loadByVariant }), { ...ASKED, campaignIds: ['c-1'] });
    expect(seen).toEqual([['c-1']]);
    expect(model.banners.map(({ text }) => say(text))).toContain('This report counts only the campaign One.');
    expect(model.sections.some((one) => one.title === 'Opt-outs without a campaign')).toBe(false);
    expect(model.footer.reproduce).toBe(
      'sms-reports report performance --from 2026-11-16 --to 2026-11-23 --tz Europe/Oslo --campaign c-1 --out report.html',
    );
  });

  test.each(['performance', 'experiment'] as const)(
    'does not call a source silent because the asked campaign ended: %s',
    async (report) => {
      // rows come in campaign by campaign, so the last that came in are not the latest that were sent
      const newest = at('2026-11-17T12:00');
      const needs = needsThat({
        loadByDay: async ({ window: { from }, campaignIds }) => {
          const days = from.equals(window.from) ? ['2026-11-17', '2026-11-22'] : ['2026-11-14', '2026-11-15'];
          const own = campaignIds === undefined ? days : days.slice(0, 1);
          return own.map((day) => ({ day, cohort: WEEK }));
        },
        loadDataState: async () => ({
          rolledUpAt: asOf,
          pending: 0,
          newest: {
            messages: newest,
            receipts: newest,
            clicks: newest,
            conversions: newest,
            'opt-outs': newest,
          },
        }),
      });
      const model = await composeReport(needs, { ...ASKED, report, campaignIds: ['c-1'] });
      expect(model.marks).not.toContain('PARTIAL');
      expect(model.banners.map(({ text }) => say(text)).join()).not.toContain('silent');
    },
  );

  test('writes local times into the command when the window is not of whole days', async () => {
    const hour = { from: at('2026-11-23T06:00'), to: at('2026-11-23T07:00'), timezone: 'Europe/Oslo' };
    const model = await composeReport(needsThat(), {
      ...ASKED,
      window: hour,
      windowKind: 'custom',
      segmentIds: ["it's"],
    });
    expect(model.footer.reproduce).toContain('--from 2026-11-23T06:00 --to 2026-11-23T07:00');
    expect(model.footer.reproduce).toContain(String.raw`--segment 'it'\''s'`);
  });
});

describe('compose the report on tests', () => {
  const asked = { ...ASKED, report: 'experiment', title: 'SMS tests' } as const;
  type Loaded = Parameters<Needs['loadTests']>;

  function recording(tests: readonly JudgedTest[]): { readonly needs: Needs; readonly calls: Loaded[] } {
    const calls: Loaded[] = [];
    const loadTests: Needs['loadTests'] = async (...call) => {
      calls.push(call);
      return calls.length === 1 ? tests : [];
    };
    return { needs: needsThat({ loadTests }), calls };
  }

  test('judges the tests of the window and of the asked campaigns, on what is known now', async () => {
    const { needs, calls } = recording([]);
    await composeReport(needs, { ...asked, campaignIds: ['c-301'] });
    expect(calls).toEqual([[window, ['c-301'], asOf]]);
  });

  test('reads the tests of the year before only where a test has a theme', async () => {
    const { needs, calls } = recording([WINNER]);
    const model = await composeReport(needs, asked);
    expect(calls).toHaveLength(2);
    expect(calls[1]?.[0].from.toString()).toBe(at('2025-11-16T00:00').toString());
    expect(calls[1]?.[0].to).toEqual(window.from);
    expect(model.report).toBe('experiment');
    const plain = recording([{ ...WINNER, plan: { ...WINNER.plan, theme: null } }]);
    await composeReport(plain.needs, asked);
    expect(plain.calls).toHaveLength(1);
  });

  test('names the asked campaign, and writes the command that makes it again', async () => {
    const model = await composeReport(recording([WINNER]).needs, { ...asked, campaignIds: ['c-301'] });
    expect(model.banners.map(({ text }) => say(text))).toEqual([
      'This report counts only the campaign Autumn Sale.',
    ]);
    expect(model.footer.reproduce).toMatch(/^sms-reports report experiment .* --campaign c-301 /);
  });

  test('leaves tests out of the performance of a segment', async () => {
    const { needs, calls } = recording([WINNER]);
    const model = await composeReport(needs, { ...ASKED, segmentIds: ['s-1'] });
    expect(calls).toEqual([]);
    expect(model.sections.some(({ kind }) => kind === 'tests')).toBe(false);
  });
});

describe('a report of a brand', () => {
  const SCOPED: ReportAsked = {
    ...ASKED,
    brands: ['Nord'],
    campaignIds: ['n-1', 'n-2'],
    namedCampaignIds: [],
  };

  type Call = { readonly name: string; readonly campaignIds: unknown };

  /** Notes every read with what it was limited to. */
  function watched(calls: Call[]): Needs {
    const note = (name: string, load: (...args: never[]) => unknown) => {
      return (...args: never[]): unknown => {
        const [first] = args as readonly Partial<CohortFilter>[];
        calls.push({ name, campaignIds: name === 'loadTests' ? args[1] : first?.campaignIds });
        return load(...args);
      };
    };
    const notedOf = (loads: object): object =>
      Object.fromEntries(
        Object.entries(loads).map(([name, load]) => [
          name,
          typeof load === 'function' ? note(name, load) : notedOf(load),
        ]),
      );
    return notedOf(needsThat({ loadTests: async () => [WINNER] })) as Needs;
  }

  /** Of the whole source: when it last said something, and on which days it usually does. */
  const OF_THE_SOURCE = ['loadByDay', 'loadByDay', 'loadDataState'];

  test.each(['performance', 'experiment'] as const)(
    '%s reads nothing beyond its campaigns',
    async (report) => {
      const calls: Call[] = [];
      await composeReport(watched(calls), { ...SCOPED, report });
      expect(calls.length).toBeGreaterThan(4);
      const beyond = calls.filter(({ campaignIds }) => campaignIds !== SCOPED.campaignIds);
      expect(beyond.map(({ name }) => name).toSorted()).toEqual(OF_THE_SOURCE);
    },
  );

  test('is not made before somebody looked which campaigns it has', async () => {
    const { namedCampaignIds: _, ...early } = SCOPED;
    await expect(composeReport(needsThat(), early)).rejects.toMatchObject({ code: 'internal' });
  });

  test('names the brand and the campaigns that were named, and no other', async () => {
    const model = await composeReport(needsThat(), { ...SCOPED, namedCampaignIds: ['n-2'] });
    expect(model.footer.reproduce).toContain('--campaign n-2 --brand Nord');
    expect(JSON.stringify(model)).not.toContain('n-1');
    expect(model.brands).toEqual(['Nord']);
  });
});
