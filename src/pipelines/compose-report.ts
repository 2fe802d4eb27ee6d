import type { Cohort } from '../core/counts.ts';
import type { JudgedTest } from '../core/experiments/judged-test.ts';
import { rememberTests, type TestMemory, themeKey } from '../core/experiments/test-memory.ts';
import { Failure } from '../core/failure.ts';
import { composeAudienceHealth } from '../core/reports/audience-health.ts';
import { composeExperiment } from '../core/reports/experiment.ts';
import type { ExperimentInput } from '../core/reports/experiment-input.ts';
import { needsParts } from '../core/reports/explain/explanation.ts';
import { composeListHealth } from '../core/reports/list-health.ts';
import { composePerformance } from '../core/reports/performance.ts';
import type { PerformanceInput } from '../core/reports/performance-input.ts';
import { readPerformance } from '../core/reports/reading.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { reproduceCommand } from '../core/reports/reproduce-command.ts';
import { usualSilence } from '../core/reports/usual-silence.ts';
import type { Window } from '../core/time/window.ts';
import { previousWindows } from '../core/time/window-kinds.ts';
import type { CohortFilter } from '../store/counts/load-cohorts.ts';
import type { Needs, ReportAsked } from './compose-needs.ts';
import { closingsOf, loadGrowth } from './load-growth.ts';
import { keyOfWindow, loadMailed } from './load-mailed.ts';
import { loadNewest } from './load-newest.ts';

/** Complete windows of the same kind that make the sender's own median (rulings A.6). */
const WINDOWS_OF_HISTORY = 8;
/** Days before the window in which the sender's rhythm is read. */
const DAYS_OF_RHYTHM = 56;

/**
 * Loads the window, the windows before and the source's state, and makes the report as data. Reads only; the same
 * data and the same question give the same model. A model marked PARTIAL may be worth waiting for.
 */
export async function composeReport(needs: Needs, asked: ReportAsked): Promise<ReportModel> {
  if (isScoped(asked) && asked.namedCampaignIds === undefined)
    throw new Failure('internal', 'the campaigns of a brand or tag were not looked for');
  switch (asked.report) {
    case 'performance':
      return composePerformance(await loadPerformance(needs, asked));
    case 'experiment':
      return composeExperiment(await loadExperiment(needs, asked));
    case 'list-health':
      return composeListHealth({
        ...framed(asked),
        total: await needs.loadTotal(filterOf(asked, asked.window)),
        health: await needs.loadListHealth(asked.window, asked.asOf),
        reviewUrl: asked.reviewUrl ?? null,
      });
    case 'audience-health':
      return composeAudienceHealth({
        ...framed(asked),
        health: await needs.loadAudienceHealth(asked.asOf),
      });
  }
}

/** What every report says about itself. */
function framed(asked: ReportAsked) {
  const { campaignIds, namedCampaignIds = campaignIds, ...rest } = asked;
  const named = namedCampaignIds === undefined ? rest : { ...rest, campaignIds: namedCampaignIds };
  const run = { ...asked.run, reproduce: reproduceCommand(named) };
  return { ...asked, notices: asked.notices ?? [], run };
}

async function loadPerformance(needs: Needs, asked: ReportAsked): Promise<PerformanceInput> {
  const filter = filterOf(asked, asked.window);
  // a test is decided on all its contacts: beside the figures of one segment it would read as that segment's
  const tests =
    asked.segmentIds === undefined ? await needs.loadTests(asked.window, asked.campaignIds, asked.asOf) : [];
  const [total, campaigns, variants, segments, days, hours, weekHours] = await Promise.all([
    needs.loadTotal(filter),
    needs.loadByCampaign(filter),
    needs.loadByVariant(filter),
    needs.loadBySegment(filter),
    needs.loadByDay(filter),
    needs.loadByHour(filter),
    loadWeekHours(needs, asked),
  ]);
  const isAllOfIt = asked.campaignIds === undefined && asked.segmentIds === undefined;
  const [past, summaries, rhythm, optOuts, newest, growth] = await Promise.all([
    loadHistory(needs, asked),
    needs.loadCampaigns(filter),
    needs.loadByDay({ window: rhythmOf(asked.window) }),
    // an opt-out without a message belongs to no campaign and no segment, so a filtered report has none
    isAllOfIt ? needs.loadUnattributedOptOuts(asked.window) : 0,
    loadNewest(needs, asked),
    // it is learnt from all that was sent
    isScoped(asked) ? null : loadGrowth(needs, asked, filter, total.counts),
  ]);
  const { totals, ...before } = past;
  const closesAt = closingsOf(summaries, asked.window);
  const sending = campaigns.map(({ id }) => id);
  const input: PerformanceInput = {
    ...framed(asked),
    total,
    details: await needs.loadDetails(filter, sending, asked.asOf),
    tests,
    campaigns,
    variants,
    segments,
    days,
    hours,
    weekHours,
    ...before,
    knownBad: await needs.loadKnownBad(filter),
    mailed: await loadMailed(needs, asked, filter, totals),
    unattributedOptOuts: optOuts,
    // codes are of no campaign: one that another brand's provider sent is not for this reader
    unknownCodes: isScoped(asked) ? [] : await needs.loadUnknownCodes(asked.window.from),
    ...(await loadMonth(needs, asked)),
    // the list is one, whatever the report is limited to
    listHealth: isAllOfIt ? await needs.loadListHealth(asked.window, asked.asOf) : null,
    audienceHealth: isAllOfIt ? await needs.loadAudienceHealth(asked.asOf) : null,
    reviewUrl: asked.reviewUrl ?? null,
    outcomesCloseAt: closesAt.conversions,
    growth: growth === null ? null : { ...growth, closesAt },
    newest,
    usualSilenceSeconds: usualSilence(rhythm.map(({ day }) => day)),
    filter: {
      campaigns: namedOf(asked).map((id) => campaigns.find((one) => one.id === id)?.name ?? id),
      brands: asked.brands ?? [],
      tags: asked.tags ?? [],
      segments: (asked.segmentIds ?? []).map((id) => segments.find((one) => one.id === id)?.name ?? id),
    },
  };
  return { ...input, beforeParts: await loadBeforeParts(needs, asked, input) };
}

/** By campaign and segment, only where a clear change is to be explained. */
async function loadBeforeParts(
  needs: Needs,
  asked: ReportAsked,
  input: PerformanceInput,
): Promise<NonNullable<PerformanceInput['beforeParts']> | null> {
  if (input.before === null || !needsParts(readPerformance(input))) return null;
  const filter = filterOf(asked, input.before.window);
  const [campaigns, segments] = await Promise.all([
    needs.loadByCampaign(filter),
    needs.loadBySegment(filter),
  ]);
  const carriers = await needs.loadCarriers(filterOf(asked, asked.window), input.before.window);
  return { campaigns, segments, carriers };
}

/** A window has few sends: an hour of the week is judged on the weeks before too. */
async function loadWeekHours(
  needs: Needs,
  asked: ReportAsked,
): Promise<NonNullable<PerformanceInput['weekHours']> | null> {
  if (asked.windowKind === 'last-hour') return null;
  const window = { ...asked.window, from: rhythmOf(asked.window).from };
  return { window, cells: await needs.loadByWeekHour(filterOf(asked, window)) };
}

/** How far back tests of the same theme are remembered (judgement). */
const DAYS_OF_MEMORY = 365;

async function loadExperiment(needs: Needs, asked: ReportAsked): Promise<ExperimentInput> {
  const tests = await needs.loadTests(asked.window, asked.campaignIds, asked.asOf);
  const memory = await loadMemory(needs, asked, tests);
  const [days, rhythm, newest] = await Promise.all([
    needs.loadByDay(filterOf(asked, asked.window)),
    needs.loadByDay({ window: rhythmOf(asked.window) }),
    loadNewest(needs, asked),
  ]);
  const named = (id: string): string => tests.find(({ campaign }) => campaign.id === id)?.campaign.name ?? id;
  return {
    ...framed(asked),
    tests,
    memory,
    days,
    newest,
    usualSilenceSeconds: usualSilence(rhythm.map(({ day }) => day)),
    filter: {
      campaigns: namedOf(asked).map(named),
      segments: [],
      brands: asked.brands ?? [],
      tags: asked.tags ?? [],
    },
  };
}

/** Only tests with a theme have a past; null when there is none to ask for. */
async function loadMemory(
  needs: Needs,
  asked: ReportAsked,
  tests: readonly JudgedTest[],
): Promise<TestMemory | null> {
  const themes = [...new Set(tests.map(({ plan }) => themeKey(plan.theme)))].filter((theme) => theme !== '');
  if (themes.length === 0) return null;
  // what other campaigns taught is remembered, unless the reader may not see them
  const campaignIds = isScoped(asked) ? asked.campaignIds : undefined;
  const window = daysBefore(asked.window, DAYS_OF_MEMORY);
  const past = await needs.loadTests(window, campaignIds, asked.asOf, themes);
  const present = new Set(tests.map(({ campaign }) => campaign.id));
  return rememberTests(past.filter(({ campaign }) => !present.has(campaign.id)));
}

/** Windows without a message tell nothing about what is usual, and are left out of the median. */
async function loadHistory(
  needs: Needs,
  asked: ReportAsked,
): Promise<Pick<PerformanceInput, 'before' | 'history'> & { readonly totals: ReadonlyMap<string, Cohort> }> {
  const windows = previousWindows(asked.windowKind, asked.window, WINDOWS_OF_HISTORY);
  const past = await Promise.all(
    windows.map(async (window) => ({ window, total: await needs.loadTotal(filterOf(asked, window)) })),
  );
  const history = past.map(({ total }) => total).filter(({ counts }) => counts.attempted > 0);
  const [newest] = past;
  const totals = new Map(past.map(({ window, total }) => [keyOfWindow(window), total]));
  return { history, totals, before: history.length === 0 || newest === undefined ? null : newest };
}

function rhythmOf(window: Window): Window {
  return daysBefore(window, DAYS_OF_RHYTHM);
}

function daysBefore(window: Window, days: number): Window {
  const from = window.from.toZonedDateTimeISO(window.timezone).subtract({ days });
  return { from: from.toInstant(), to: window.from, timezone: window.timezone };
}

/** Limited to brands or tags: nothing that other campaigns did is told. */
function isScoped({ brands, tags }: ReportAsked): boolean {
  return brands !== undefined || tags !== undefined;
}

/** Campaigns the reader named; those of a brand are known by the brand. */
function namedOf({ campaignIds = [], namedCampaignIds = campaignIds }: ReportAsked): readonly string[] {
  return namedCampaignIds;
}

/** The calendar month in which the window ends, up to that end. */
async function loadMonth(needs: Needs, asked: ReportAsked): Promise<Pick<PerformanceInput, 'month'>> {
  if (asked.goals?.some(({ period }) => period === 'month') !== true) return {};
  const { to, timezone } = asked.window;
  const from = to.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(timezone).with({ day: 1 }).startOfDay();
  const window = { from: from.toInstant(), to, timezone };
  return { month: { window, total: await needs.loadTotal(filterOf(asked, window)) } };
}

function filterOf(asked: ReportAsked, window: Window): CohortFilter {
  const { campaignIds, segmentIds } = asked;
  return {
    window,
    ...(campaignIds === undefined ? {} : { campaignIds }),
    ...(segmentIds === undefined ? {} : { segmentIds }),
  };
}
