import type { ReportModel } from '../core/reports/report-model.ts';
import type { Db } from '../store/connect.ts';
import { loadStoredModel } from '../store/runs.ts';

/** The report of a run as it was stored; null = it has none. */
export async function readStoredModel(db: Db, runId: number): Promise<ReportModel | null> {
  const stored = await loadStoredModel(db, runId);
  return isModel(stored) ? stored : null;
}

/** Written by saveRendered from a ReportModel, read by the same version number. */
export function isModel(value: unknown): value is ReportModel {
  return typeof value === 'object' && value !== null && 'v' in value && value.v === 1;
}
