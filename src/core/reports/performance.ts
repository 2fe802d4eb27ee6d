import type { Window } from '../time/window.ts';
import { composeFooter } from './footer.ts';
import { beyondLimits } from './goal-reading.ts';
import type { PerformanceInput } from './performance-input.ts';
import { type Reading, readPerformance } from './reading.ts';
import type { Mark, ReportModel, Section, Watch, WindowLabel } from './report-model.ts';
import { rulesNow } from './report-rules.ts';
import { shapeReport } from './report-variants.ts';
import { composeAudienceNote } from './sections/audience-health.ts';
import { composeBanners } from './sections/banners.ts';
import { composeCampaigns } from './sections/campaigns.ts';
import { composeDataQuality } from './sections/data-quality.ts';
import { decide } from './sections/decide.ts';
import type { Decision } from './sections/decision.ts';
import { composeDecisions } from './sections/decisions.ts';
import { composeForest } from './sections/forest.ts';
import { composeGoals } from './sections/goals.ts';
import { composeHeadline, describeEmpty } from './sections/headline.ts';
import { composeHeatMap } from './sections/heat-map.ts';
import { composeHours } from './sections/hours.ts';
import { composeHowWeCounted } from './sections/how-we-counted.ts';
import { composeLinks } from './sections/links.ts';
import { composeListHealthNote } from './sections/list-health.ts';
import { composeMaturity, listMaturity } from './sections/maturity.ts';
import { composeMoved } from './sections/moved.ts';
import { composeOptOutsHonoured } from './sections/opt-outs-honoured.ts';
import { composeRestated, listRestated } from './sections/restated.ts';
import { composeScorecard } from './sections/scorecard.ts';
import { composeSegments } from './sections/segments.ts';
import { composePreheader, composeSubject } from './sections/subject.ts';
import { composeTests } from './sections/tests.ts';
import { composeTexts } from './sections/texts.ts';
import { composeTrend } from './sections/trend.ts';
import { composeUnattributedOptOuts } from './sections/unattributed-opt-outs.ts';
import { composeVariants } from './sections/variants.ts';
import { composeWasted } from './sections/wasted.ts';
import { composeWatch } from './sections/watch.ts';
import { judgeWatch } from './watch.ts';

/** What happened in a window, against the window before and the sender's own median. The same input gives the same model. */
export function composePerformance(input: PerformanceInput): ReportModel {
  const reading = readPerformance(input);
  const isEmpty = input.total.counts.attempted === 0;
  const maturing = listMaturity(reading);
  const rules = rulesNow(input);
  const restated = listRestated(reading);
  const decisions = isEmpty ? [] : decide(reading);
  const watch = judgeWatch(reading, decisions);
  const model: ReportModel = {
    v: 1,
    report: 'performance',
    title: input.title,
    locale: input.locale,
    ...(watch === null ? {} : { watch }),
    ...brandsOf(input),
    subject: composeSubject(reading, decisions, watch),
    preheader: composePreheader(reading, decisions),
    window: labelOf(input.window),
    comparedWith: isEmpty || input.before === null ? null : labelOf(input.before.window),
    asOf: input.asOf.toString(),
    clickRules: rules.clicks,
    rules,
    maturity: composeMaturity(reading),
    ...(maturing.length === 0 ? {} : { maturing }),
    ...(restated.length === 0 ? {} : { restated }),
    marks: marksOf(reading),
    banners: composeBanners(reading),
    headline: isEmpty ? describeEmpty(reading) : composeHeadline(reading),
    sections: isEmpty ? composeEmpty(reading) : composeSections(reading, decisions, watch),
    footer: composeFooter(input),
  };
  return shapeReport(model, input.variant ?? 'full');
}

/** Who may be shown it hangs on them. */
function brandsOf({ filter: { brands = [] } }: PerformanceInput): Pick<ReportModel, 'brands'> {
  return brands.length === 0 ? {} : { brands };
}

function composeSections(
  reading: Reading,
  decisions: readonly Decision[],
  watch: Watch | null,
): readonly Section[] {
  const beyond = beyondLimits(reading, decisions, watch);
  const sections: readonly (Section | null)[] = [
    composeWatch(watch),
    composeDecisions(decisions, reading.input.reviewUrl),
    composeMoved(reading),
    composeScorecard(reading, beyond),
    composeGoals(reading),
    composeCampaigns(reading),
    composeLinks(reading),
    composeTests(reading),
    composeForest(reading.input.tests),
    composeVariants(reading),
    composeTexts(reading),
    composeSegments(reading),
    composeHeatMap(reading) ?? composeHours(reading),
    composeTrend(reading),
    composeUnattributedOptOuts(reading),
    composeOptOutsHonoured(reading),
    composeDataQuality(reading),
    composeAudienceNote(reading),
    composeListHealthNote(reading),
    composeWasted(reading),
    composeRestated(reading),
    composeHowWeCounted(reading),
  ];
  return sections.filter((section) => section !== null);
}

/** The headline says all, but people opt out between campaigns too. */
function composeEmpty(reading: Reading): readonly Section[] {
  return [
    composeTests(reading),
    composeGoals(reading),
    composeUnattributedOptOuts(reading),
    composeOptOutsHonoured(reading),
    composeListHealthNote(reading),
    composeRestated(reading),
  ].filter((section) => section !== null);
}

function marksOf({ input, freshness }: Reading): readonly Mark[] {
  const isPartial = freshness.staleSince !== null || freshness.stopped.length > 0;
  return isPartial && !input.run.marks.includes('PARTIAL')
    ? [...input.run.marks, 'PARTIAL']
    : input.run.marks;
}

function labelOf(window: Window): WindowLabel {
  return { from: window.from.toString(), to: window.to.toString(), timezone: window.timezone };
}
