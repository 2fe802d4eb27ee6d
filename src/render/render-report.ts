import type { ReportModel } from '../core/reports/report-model.ts';
import { wrapText } from '../core/wrap-text.ts';
import { BREAK } from './clean-text.ts';
import { csvFileName, csvOfReport } from './csv.ts';
import { fitHtml } from './fit-html.ts';
import { createFormatter, type Formatter } from './format.ts';
import { languageOf } from './load-languages.ts';
import { rememberFormat } from './remember-format.ts';
import { viewReport } from './report-view.ts';
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

/** The same model and templates always give the same bytes. Throws `internal` when the model cannot be true. */
export async function renderReport(model: ReportModel, templates: Templates): Promise<RenderedReport> {
  const language = languageOf(templates.languages, model.locale);
  const format = rememberFormat(createFormatter(model.locale, model.window.timezone, language));
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
  const view = viewReport(model, format, { tableRows, pictures, hasAnchors: true });
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

/**
 * Units stay with plain spaces here (easier to search and copy); digits of one number stay together. Wrapped before that: no
 * unit goes to another line than its number.
 */
function plainText(text: string): string {
  const lines = text
    .replaceAll(BREAK, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return `${wrapText(lines.join('\n'))
    .replace(/(?<!\d)[\u00a0\u202f]|[\u00a0\u202f](?!\d)/gu, ' ')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()}\n`;
}
