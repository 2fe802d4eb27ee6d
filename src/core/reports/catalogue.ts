import { composePerformance } from './performance.ts';

/** Every report type: what the schedule, the queue and the command line call it, and what makes its model. */
export const REPORTS = [
  { type: 'performance', title: 'SMS performance', compose: composePerformance },
] as const;

export type ReportType = (typeof REPORTS)[number]['type'];

export const REPORT_TYPES: readonly ReportType[] = REPORTS.map((report) => report.type);
