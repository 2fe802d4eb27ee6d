/** Every report type: what schedules, the queue and the command line call it, and its title where nobody gave one. */
export const REPORTS = [
  { type: 'performance', title: 'SMS performance' },
  { type: 'experiment', title: 'SMS tests' },
] as const;

export type ReportType = (typeof REPORTS)[number]['type'];

export const REPORT_TYPES: readonly ReportType[] = REPORTS.map((report) => report.type);

export function isReportType(text: string): text is ReportType {
  return REPORT_TYPES.some((type) => type === text);
}

/** Why a report type cannot be limited to segments, in a few words; null when it can. */
export function refusalOfSegments(type: ReportType): string | null {
  return type === 'experiment'
    ? 'a test is decided on all its contacts; the report experiment takes no segments'
    : null;
}
