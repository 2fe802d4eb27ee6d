import type { Piece } from './envelope.ts';
import { linesPart, type MailPart, quotedLines, textPart } from './mime-part.ts';
import { findMark } from './template-mark.ts';

/** Where the template wants the reader's own link to leave, and its words. */
const MARK = 'leave';
const WORDS = 'Leave this report';

/** Stands among the pieces until the reader is known; no mail holds a NUL. */
const HTML_PLACE = '\0leave, html';
const TEXT_PLACE = '\0leave, text';

export type PartedText = { readonly pieces: readonly Piece[]; readonly parts: readonly MailPart[] };

/** The html in two shared parts with the reader's link between them; in one where no link is given or there is no place. */
export function partHtml(html: string, hasLink: boolean): PartedText {
  const mark = hasLink ? findMark(html, MARK) : null;
  if (mark === null) return whole(textPart('html', html));
  const first = textPart('html', html.slice(0, mark.index));
  const second = linesPart(html.slice(mark.index + mark.length));
  return {
    pieces: [{ part: first.sha256 }, HTML_PLACE, { part: second.sha256 }],
    parts: [first, second],
  };
}

/** The link ends the plain text; its words stand in the html. */
export function partText(text: string, hasLink: boolean): PartedText {
  const one = whole(textPart('plain', hasLink ? text.trimEnd() : text));
  return hasLink ? { ...one, pieces: [...one.pieces, TEXT_PLACE] } : one;
}

/** The pieces with the link of one reader in place. `url` null = they were made without a link. */
export function withLeaveLink(pieces: readonly Piece[], html: string, url: string | null): readonly Piece[] {
  if (url === null) return pieces;
  const words = findMark(html, MARK)?.words ?? WORDS;
  return pieces.map((piece) => {
    if (piece === HTML_PLACE) return quotedLines(linkOf(url, words));
    return piece === TEXT_PLACE ? quotedLines(`\n${words}:\n${url}`) : piece;
  });
}

/** Styled as the footer's other lines in templates/report.css; the classes are for its dark rules. */
function linkOf(url: string, words: string): string {
  const fine = 'margin:0 0 6px;font-size:13px;line-height:1.5;color:#56616f';
  return `<p class="fine" style="${fine}"><a class="link" href="${url}" style="color:#1f5f9e">${words}</a></p>`;
}

function whole(part: MailPart): PartedText {
  return { pieces: [{ part: part.sha256 }], parts: [part] };
}
