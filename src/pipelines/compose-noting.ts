import type { ReportModel } from '../core/reports/report-model.ts';
import type { Needs, ReportAsked } from './compose-needs.ts';
import { composeReport } from './compose-report.ts';
import type { NoteTests } from './produce-report.ts';

/** Composes, and tells of the tests judged for the window of the report; earlier ones it remembers are no look. */
export async function composeNoting(
  needs: Needs,
  asked: ReportAsked,
  noteTests: NoteTests,
): Promise<ReportModel> {
  const loadTests: Needs['loadTests'] = async (window, campaignIds, asOf, themes) => {
    const judged = await needs.loadTests(window, campaignIds, asOf, themes);
    if (window === asked.window) noteTests(judged);
    return judged;
  };
  return composeReport({ ...needs, loadTests }, asked);
}
