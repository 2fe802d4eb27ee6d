import type { ReportModel, Section } from './report-model.ts';
import { sectionId } from './section-id.ts';

/** How much of the performance report a reader gets. To add one: its word here, its shape below. */
export const REPORT_VARIANTS = ['full', 'exec', 'analyst', 'alert'] as const;
export type ReportVariant = (typeof REPORT_VARIANTS)[number];

type Shape = {
  /** ids of sections beside the scorecard; null = all there are */
  readonly notes: readonly string[] | null;
  /** `beyond` = only rows of the scorecard that are beyond a limit, or that a decision stands on */
  readonly rows: 'all' | 'beyond';
};

const SHAPES: Record<ReportVariant, Shape> = {
  full: { notes: null, rows: 'all' },
  exec: { notes: ['watch', 'decisions', 'moved', 'goals', 'restated'], rows: 'all' },
  // every row of every table stands in its CSV, which is always attached
  analyst: { notes: null, rows: 'all' },
  alert: { notes: ['watch', 'decisions'], rows: 'beyond' },
};

export function isReportVariant(text: string): text is ReportVariant {
  return REPORT_VARIANTS.some((variant) => variant === text);
}

/** Leaves out the parts a variant has not; header, banners, the sentence and the footer are in all of them. */
export function shapeReport(model: ReportModel, variant: ReportVariant): ReportModel {
  if (variant === 'full') return model;
  const { notes, rows } = SHAPES[variant];
  const sections = model.sections.flatMap((section): readonly Section[] => {
    if (section.kind === 'scorecard') return rows === 'all' ? [section] : onlyBeyond(section);
    if (notes === null) return [section];
    return section.kind === 'note' && section.id !== undefined && notes.includes(section.id) ? [section] : [];
  });
  const behind = model.footer.page === undefined ? [] : pointedTo(model.sections, sections);
  return { ...model, variant, sections, ...(behind.length === 0 ? {} : { behind }) };
}

/** The report as its page shows it. */
export function wholeReport({ behind = [], ...model }: ReportModel): ReportModel {
  return { ...model, sections: [...model.sections, ...behind] };
}

/** Of `all`, what a link of `shown` names and `shown` has not: a link must not end at the top of the page. */
function pointedTo(all: readonly Section[], shown: readonly Section[]): readonly Section[] {
  const links = shown.flatMap((section) => (section.kind === 'note' ? (section.asked ?? []) : []));
  const named = links.flatMap(({ link }) => (link !== undefined && 'section' in link ? [link.section] : []));
  const isShown = new Set(shown.map(sectionId));
  return all.filter((section) => {
    const id = sectionId(section);
    return id !== undefined && named.includes(id) && !isShown.has(id);
  });
}

function onlyBeyond(section: Extract<Section, { kind: 'scorecard' }>): readonly Section[] {
  const rows = section.rows.filter(({ isBeyond }) => isBeyond === true);
  return rows.length === 0 ? [] : [{ ...section, rows }];
}
