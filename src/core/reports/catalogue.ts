/** Every report type: what schedules, the queue and the command line call it, and its title where nobody gave one. */
export const REPORTS = [
  { type: 'performance', title: 'SMS performance' },
  { type: 'experiment', title: 'SMS tests' },
  { type: 'list-health', title: 'List health' },
  { type: 'audience-health', title: 'Audience health' },
] as const;

export type ReportType = (typeof REPORTS)[number]['type'];

export const REPORT_TYPES: readonly ReportType[] = REPORTS.map((report) => report.type);

export function isReportType(text: string): text is ReportType {
  return REPORT_TYPES.some((type) => type === text);
}

/** Why a report type cannot be limited to segments or campaigns, in a few words; null when it can. */
export function refusalOfFilter(type: ReportType, filter: 'segments' | 'campaigns'): string | null {
  switch (type) {
    case 'performance':
      return null;
    case 'experiment':
      return filter === 'segments'
        ? 'a test is decided on all its contacts; the report experiment takes no segments'
        : null;
    case 'list-health':
      return `it tells of the whole list; the report list-health takes no ${filter}`;
    case 'audience-health':
      return `segments are judged against each other; the report audience-health takes no ${filter}`;
  }
}
