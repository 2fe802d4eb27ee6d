import { isReportTitle } from '../core/reports/catalogue.ts';
import type { Banner, Mark, ReportModel } from '../core/reports/report-model.ts';
import { shorten } from './clean-text.ts';
import type { Formatter } from './format.ts';
import { inLocale } from './in-locale.ts';
import { nullPrototype } from './null-prototype.ts';
import { safeUrl } from './safe-url.ts';
import { type SectionView, viewSection } from './section-view.ts';
import type { Picture } from './trend-picture.ts';

/** What the templates may see: text ready to print, and booleans. Nothing else of the model gets through. */
export type ReportView = Readonly<{
  lang: string;
  isRightToLeft: boolean;
  title: string;
  subject: string;
  preheader: string;
  period: string;
  timezone: string;
  comparedWith: string | null;
  asOf: string;
  maturity: string | null;
  marks: readonly Readonly<{ word: string; meaning: string }>[];
  banners: readonly Readonly<{ tone: string; word: string; text: string }>[];
  headline: string;
  sections: readonly SectionView[];
  footer: FooterView;
}>;

type FooterView = Readonly<{
  runId: string;
  why: string;
  schedule: string | null;
  nextRun: string | null;
  recipients: string | null;
  reproduce: string;
  hasCsv: boolean;
  page: Readonly<{ safeUrl: string; label: string; said: string }> | null;
}>;

export type ViewOptions = {
  /** most rows of one table in the mail; the rest is counted and left to the CSV */
  readonly tableRows: number;
  /** false = the scorecard without its bars, which are in words for those who cannot see them */
  readonly hasBars?: boolean;
  /** by position of the trend section in the model */
  readonly pictures: ReadonlyMap<number, Picture>;
  /** true = for a page of ours: sections have names for its address */
  readonly hasAnchors?: boolean;
};

export function viewReport(model: ReportModel, format: Formatter, options: ViewOptions): ReportView {
  const { text, words } = format;
  return nullPrototype({
    lang: format.language,
    isRightToLeft: format.isRightToLeft,
    title: isReportTitle(model.title) ? words(model.title) : text(model.title),
    subject: format.phrase(model.subject),
    preheader: shorten(format.phrase(model.preheader), 160),
    period: format.window(model.window),
    timezone: text(model.window.timezone),
    comparedWith: model.comparedWith === null ? null : format.window(model.comparedWith),
    asOf: format.figure({ kind: 'instant', at: model.asOf, style: 'date-time' }),
    maturity: model.maturity === null ? null : sentence(format.phrase(model.maturity)),
    marks: model.marks.map((mark) => nullPrototype({ word: words(mark), meaning: words(MARKS[mark]) })),
    banners: model.banners.map((banner) => viewBanner(banner, format)),
    headline: format.phrase(model.headline),
    sections: model.sections.map((section, position) =>
      viewSection(section, format, {
        tableRows: options.tableRows,
        hasBars: options.hasBars !== false,
        picture: options.pictures.get(position) ?? null,
        page: pageAddress(model),
        hasAnchors: options.hasAnchors === true,
      }),
    ),
    footer: viewFooter(model, format),
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const MARKS = {
  TEST: 'A test: sent to try the report out.',
  PARTIAL: 'Some data did not arrive in time; what is missing is named below.',
  'RE-SENT': 'Sent again; the figures are those of the first sending.',
} as const satisfies Record<Mark, string>;

const BANNER_WORDS = { bad: 'Attention', neutral: 'Note', good: 'Good' } as const;

function viewBanner(banner: Banner, format: Formatter) {
  return nullPrototype({
    tone: banner.tone,
    word: format.words(BANNER_WORDS[banner.tone]),
    text: format.phrase(banner.text),
  });
}

function viewFooter({ footer, locale }: ReportModel, format: Formatter): FooterView {
  return nullPrototype({
    runId: format.text(footer.runId),
    why: format.phrase(footer.why),
    schedule: footer.schedule === null ? null : format.phrase(footer.schedule),
    nextRun: footer.nextRun === null ? null : format.phrase(footer.nextRun),
    recipients: listRecipients(footer.recipients, format),
    reproduce: format.text(footer.reproduce),
    hasCsv: footer.hasCsv !== false,
    page: viewPage({ footer, locale }, format),
  });
}

function viewPage(model: Pick<ReportModel, 'footer' | 'locale'>, format: Formatter) {
  const [url, { page }] = [pageAddress(model), model.footer];
  if (url === null || page === undefined) return null;
  return nullPrototype({
    safeUrl: safeUrl(url),
    label: format.phrase(page.label),
    said: format.phrase(page.said),
  });
}

function pageAddress({ footer, locale }: Pick<ReportModel, 'footer' | 'locale'>): string | null {
  return footer.page === undefined ? null : inLocale(footer.page.url, locale);
}

const NAMED_RECIPIENTS = 12;

function listRecipients(recipients: readonly string[], { text, say }: Formatter): string | null {
  if (recipients.length === 0) return null;
  const named = recipients.slice(0, NAMED_RECIPIENTS).map(text).join(', ');
  const more = recipients.length - NAMED_RECIPIENTS;
  return more > 0 ? say('{0} and {1} more', [named, String(more)]) : named;
}
