import type { Cohort } from '../../src/core/counts.ts';
import { composePerformance } from '../../src/core/reports/performance.ts';
import type { PerformanceInput } from '../../src/core/reports/performance-input.ts';
import type { ReportModel, Section } from '../../src/core/reports/report-model.ts';
import { buildPerformance } from './build-performance.ts';

/** The report on a usual week with what differs. */
export function compose(different: Partial<PerformanceInput>): ReportModel {
  return composePerformance(buildPerformance(different));
}

/** A week with one campaign. */
export function oneCampaign(cohort: Cohort): Partial<PerformanceInput> {
  return { total: cohort, campaigns: [{ id: 'c-1', name: 'One', cohort }] };
}

export function sectionOf<K extends Section['kind']>(
  model: ReportModel,
  kind: K,
): Extract<Section, { kind: K }> | undefined {
  return model.sections.find((one): one is Extract<Section, { kind: K }> => one.kind === kind);
}
