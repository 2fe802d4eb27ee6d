/** Every report type: what schedules, the queue and the command line call it, and its title where nobody gave one. */
export const REPORTS = [
  { type: 'performance', title: 'SMS performance' },
  { type: 'experiment', title: 'SMS tests' },
  { type: 'list-health', title: 'List health' },
  { type: 'audience-health', title: 'Audience health' },
] as const;

export type ReportType = (typeof REPORTS)[number]['type'];

export const REPORT_TYPES: readonly ReportType[] = REPORTS.map((report) => report.type);

/** Our own words, not those of a sender. */
export function isReportTitle(title: string): boolean {
  return REPORTS.some((report) => report.title === title);
}

export function isReportType(text: string): text is ReportType {
  return REPORT_TYPES.some((type) => type === text);
}

/** What a report may be limited to. */
export const FILTERS = ['campaigns', 'segments', 'brands', 'tags'] as const;

/** Why a report type cannot be limited to something, in a few words; null when it can. */
export function refusalOfFilter(type: ReportType, filter: (typeof FILTERS)[number]): string | null {
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

/** Why a report type has no variants or conditions, in a few words; null when it has. */
export function refusalOfWish(type: ReportType, wish: 'variant' | 'conditions'): string | null {
  if (type === 'performance') return null;
  return wish === 'variant'
    ? `the report ${type} has one form; variants are of the report performance`
    : `conditions are judged by the figures of the report performance, not by ${type}`;
}
