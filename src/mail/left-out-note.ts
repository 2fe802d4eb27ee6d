import { wrapText } from '../core/wrap-text.ts';
import type { MailContent, MailFile } from './mail-content.ts';
import { findMark, withoutMarks } from './template-mark.ts';

export type LeftOut = {
  readonly files: readonly MailFile[];
  /** bytes our own budget allows; null = the mail server refused the size */
  readonly limit: number | null;
};

/** For what no template gave words: `{0}` the files, `{1}` the limit. */
const WORDS = {
  'left-out-size':
    'Not attached: {0}; attachments of one mail may have {1} when encoded, which is a third more than the files.',
  'left-out-server': 'Not attached: {0}; the mail server does not take a mail of this size.',
  'left-out-where': 'The figures above are complete; ask for the file from the stored run.',
} as const;

type Mark = keyof typeof WORDS;

const MARKS: readonly Mark[] = ['left-out-size', 'left-out-server', 'left-out-where'];

/** Like a line of the footer in templates/report.css; the class is for its dark rules. */
const IN_FOOTER = 'margin:0 0 6px;font-size:13px;line-height:1.5;color:#56616f';
/** On its own ground, so that it can be read whatever lies behind. */
const ALONE = 'margin:16px;padding:12px 16px;background:#ffffff;color:#1d2530;font:14px/1.5 sans-serif';

/** The content without its files, saying which are missing, why and where they are, in html and in text. */
export function withNote(content: MailContent, leftOut: LeftOut): MailContent {
  const { html } = content;
  const note = sentence(html, leftOut);
  const place = findMark(html, 'left-out-where');
  const end = html.lastIndexOf('</body>');
  const cut = place?.index ?? (end < 0 ? html.length : end);
  const paragraph =
    place === null
      ? `<p style="${ALONE}">${escapeHtml(note)}</p>`
      : `\n<p class="fine" style="${IN_FOOTER}"><b>${escapeHtml(note)}</b></p>`;
  return {
    ...content,
    html: withoutNoteMarks(`${html.slice(0, cut)}${paragraph}${html.slice(cut)}`),
    text: `${content.text.trimEnd()}\n\n${wrapText(note)}\n`,
  };
}

/** The words of the note are taken out of a mail that needs none. */
export function withoutNoteMarks(html: string): string {
  return withoutMarks(html, MARKS);
}

function sentence(html: string, { files, limit }: LeftOut): string {
  const names = files.map((file) => `${file.filename} (${megabytes(file.bytes.length)})`).join(', ');
  const why = wordsOf(html, limit === null ? 'left-out-server' : 'left-out-size');
  const filled = why.replace('{0}', names).replace('{1}', limit === null ? '' : megabytes(limit));
  return `${filled} ${wordsOf(html, 'left-out-where')}`;
}

function wordsOf(html: string, mark: Mark): string {
  return unescapeHtml(findMark(html, mark)?.words ?? WORDS[mark]);
}

function megabytes(bytes: number): string {
  return `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Of what the templates escape in their own words. */
function unescapeHtml(html: string): string {
  return html
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&amp;', '&');
}
