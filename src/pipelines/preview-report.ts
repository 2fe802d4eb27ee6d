import type { ProviderRules } from '../core/provider-rules.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { type RenderedReport, renderReport } from '../render/render-report.ts';
import type { Templates } from '../render/templates.ts';
import type { Db } from '../store/connect.ts';
import type { ReportAsked } from './compose-needs.ts';
import { composeReport } from './compose-report.ts';
import { narrowAsked } from './narrow-asked.ts';
import { type LoadUnattributedOptOuts, readFromCubes } from './report-needs.ts';

export type PreviewNeeds = {
  readonly db: Db;
  readonly templates: Templates;
  readonly loadUnattributedOptOuts: LoadUnattributedOptOuts;
  readonly rules: ProviderRules;
};

export type Preview = { readonly model: ReportModel; readonly rendered: RenderedReport };

/** Composes and renders a report that nobody is sent and no run is stored for. */
export async function previewReport(needs: PreviewNeeds, asked: ReportAsked): Promise<Preview> {
  const model = await composePreview(needs, asked);
  return { model, rendered: await renderReport(model, needs.templates) };
}

/** The report as data; nothing is stored, not even the plan of a test. */
export async function composePreview(
  needs: Omit<PreviewNeeds, 'templates'>,
  asked: ReportAsked,
): Promise<ReportModel> {
  const { db, loadUnattributedOptOuts, rules } = needs;
  const narrowed = await narrowAsked(db, asked);
  return readFromCubes(db, loadUnattributedOptOuts, (cubes) => composeReport(cubes, narrowed), rules, false);
}
