import { Failure } from '../core/failure.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { BREAK } from './clean-text.ts';
import { csvFileName, csvOfReport } from './csv.ts';
import { createFormatter, type Formatter } from './format.ts';
import { inlineCss } from './inline-css.ts';
import { languageOf } from './load-languages.ts';
import { type ReportView, viewReport } from './report-view.ts';
import { subjectLine } from './subject-line.ts';
import type { Templates } from './templates.ts';
import { type Picture, pictureOfTrend } from './trend-picture.ts';

export type Attachment = {
  readonly filename: string;
  readonly contentType: string;
  /** Content-ID of a picture shown inside the html, without angle brackets */
  readonly cid?: string;
  readonly bytes: Uint8Array;
};

export type RenderedReport = {
  /** one line, at most 200 characters, no control characters */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
};

/** Gmail cuts a mail off at about 102 kB of html; what is cut can hide the footer. */
export const HTML_LIMIT = 95_000;
const HTML_AIM = 80_000;
const TABLE_ROWS = [40, 25, 15, 12, 10, 8, 6, 4, 3, 2, 1, 0] as const;
/** Copying the rules into rows makes two bytes of one, never more than this. */
const MOST_GROWTH = 3;

/** The same model and templates always give the same bytes. Throws `internal` when the model cannot be true. */
export async function renderReport(model: ReportModel, templates: Templates): Promise<RenderedReport> {
  const language = languageOf(templates.languages, model.locale);
  const format = createFormatter(model.locale, model.window.timezone, language);
  const pictures = await drawPictures(model, format);
  const { view, html } = fitHtml({ model, templates, format, pictures });
  return {
    subject: subjectLine(templates.subject(view, format.say), view.title),
    html,
    text: plainText(templates.text(view, format.say)),
    attachments: [
      ...Array.from(pictures.values(), pictureAttachment),
      {
        filename: csvFileName(model),
        contentType: 'text/csv; charset=utf-8',
        bytes: new TextEncoder().encode(csvOfReport(model)),
      },
    ],
  };
}

/** The html before its rules are copied into it, with up to `tableRows` of each table: for a page of ours. */
export async function renderBody(
  model: ReportModel,
  templates: Templates,
  tableRows: number,
): Promise<{ readonly html: string; readonly lang: string; readonly pictures: readonly Picture[] }> {
  const language = languageOf(templates.languages, model.locale);
  const format = createFormatter(model.locale, model.window.timezone, language);
  const pictures = await drawPictures(model, format);
  const view = viewReport(model, format, { tableRows, pictures });
  return { html: templates.html(view, format.say), lang: language.code, pictures: [...pictures.values()] };
}

async function drawPictures(model: ReportModel, format: Formatter): Promise<ReadonlyMap<number, Picture>> {
  const pictures = new Map<number, Picture>();
  for (const [position, section] of model.sections.entries()) {
    if (section.kind !== 'trend') continue;
    const picture = await pictureOfTrend(section, format);
    if (picture !== null) pictures.set(position, picture);
  }
  return pictures;
}

function pictureAttachment(picture: Picture, position: number): Attachment {
  return {
    filename: position === 0 ? 'trend.png' : `trend-${position + 1}.png`,
    contentType: 'image/png',
    cid: picture.cid,
    bytes: picture.bytes,
  };
}

type Drawn = {
  readonly model: ReportModel;
  readonly templates: Templates;
  readonly format: Formatter;
  readonly pictures: ReadonlyMap<number, Picture>;
};

/** Shows fewer rows of the tables until the html is small enough; the CSV keeps them all. */
function fitHtml({ model, templates, format, pictures }: Drawn): {
  readonly view: ReportView;
  readonly html: string;
} {
  let size = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const tableRows of TABLE_ROWS) {
    const view = viewReport(model, format, { tableRows, pictures });
    const markup = templates.html(view, format.say);
    // copying the rules is most of the work: not for what looks as it did, nor for what is surely still too large
    const length = Buffer.byteLength(markup);
    if (tableRows > 0 && size - MOST_GROWTH * (smallest - length) > HTML_AIM) continue;
    smallest = length;
    const html = inlineCss(markup, templates.css);
    size = Buffer.byteLength(html);
    if (size <= HTML_AIM || (tableRows === 0 && size <= HTML_LIMIT)) return { view, html };
  }
  throw new Failure(
    'internal',
    `html of the report is ${size} bytes without any table row, at most ${HTML_LIMIT} allowed`,
  );
}

/** Units stay with plain spaces here (easier to search and copy); digits of one number stay together. */
function plainText(text: string): string {
  const lines = text
    .replaceAll(BREAK, '')
    .replace(/(?<!\d)[\u00a0\u202f]|[\u00a0\u202f](?!\d)/gu, ' ')
    .split('\n');
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()}\n`;
}
