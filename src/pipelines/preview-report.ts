import type { ProviderRules } from '../core/provider-rules.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import type { RenderedReport } from '../render/render-report.ts';
import type { Db } from '../store/connect.ts';
import type { ReportAsked } from './compose-needs.ts';
import { composeReport } from './compose-report.ts';
import { narrowAsked } from './narrow-asked.ts';
import { type LoadUnattributedOptOuts, readFromCubes } from './report-needs.ts';

export type PreviewNeeds = {
  readonly db: Db;
  readonly loadUnattributedOptOuts: LoadUnattributedOptOuts;
  readonly rules: ProviderRules;
};

export type Preview = { readonly model: ReportModel; readonly rendered: RenderedReport };

/** A report that nobody is sent, as data. Nothing is stored, no run and not even the plan of a test. */
export async function composePreview(needs: PreviewNeeds, asked: ReportAsked): Promise<ReportModel> {
  const { db, loadUnattributedOptOuts, rules } = needs;
  const narrowed = await narrowAsked(db, asked);
  return readFromCubes(db, loadUnattributedOptOuts, (cubes) => composeReport(cubes, narrowed), rules, false);
}
