import type { ProviderRules } from '../core/provider-rules.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { type RenderedReport, renderReport } from '../render/render-report.ts';
import type { Templates } from '../render/templates.ts';
import type { Db } from '../store/connect.ts';
import type { ReportAsked } from './compose-needs.ts';
import { composeReport } from './compose-report.ts';
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
  const model = await readFromCubes(
    needs.db,
    needs.loadUnattributedOptOuts,
    (cubes) => composeReport(cubes, asked),
    needs.rules,
  );
  return { model, rendered: await renderReport(model, needs.templates) };
}
