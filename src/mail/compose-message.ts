import { createHmac } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import type { Address, NamedAddress } from './address.ts';
import { type MailEnvelope, makeForm, type Piece } from './envelope.ts';
import { addressHeader, plainHeader, textHeader } from './header-line.ts';
import { partHtml, partText, withLeaveLink } from './leave-link.ts';
import { type LeftOut, withNote, withoutNoteMarks } from './left-out-note.ts';
import type { MailContent } from './mail-content.ts';
import { filePart, type MailPart, sha256Hex } from './mime-part.ts';
import { unsubscribeToken } from './unsubscribe-token.ts';

export type MailRequest = {
  readonly content: MailContent;
  readonly from: NamedAddress;
  readonly replyTo: Address | null;
  /** Date header; the same request with the same date gives the same bytes */
  readonly date: Temporal.Instant;
  readonly messageIdDomain: string;
  readonly secretKey: string;
  /** what makes the Message-ID unique together with the recipient: the run's id, or a test's */
  readonly runKey: string;
  /** null = asked for once, no List-* headers */
  readonly scheduleKey: string | null;
  /** https address of our pages; null = no List-Unsubscribe */
  readonly publicUrl: string | null;
  /** most bytes of encoded attachments in one mail */
  readonly attachmentBudget?: number;
};

export type ComposedMail = {
  readonly recipient: Address;
  readonly messageId: string;
  readonly dateHeader: string;
  readonly envelope: MailEnvelope;
};

/** One mail per recipient; the parts are shared by all of them. */
export type ComposedMails = { readonly parts: readonly MailPart[]; readonly mails: readonly ComposedMail[] };

/** Encoded bytes (base64 is 37 % more than the file). Small enough for servers that take 10 MB, and for one SQL packet. */
const ATTACHMENT_BUDGET = 5_000_000;

/** Deterministic: the same request and recipients always give the same bytes. */
export function composeMails(request: MailRequest, recipients: readonly Address[]): ComposedMails {
  const files = request.content.attachments.filter((file) => file.cid === undefined);
  const fileParts = files.map(filePart);
  const size = fileParts.reduce((sum, part) => sum + part.bytes.length, 0);
  const budget = request.attachmentBudget ?? ATTACHMENT_BUDGET;
  const fits = size <= budget;
  const leftOut: LeftOut = { files, limit: fits ? null : budget };
  const hasLink = leaveLinkOf(request) !== null;
  const withoutWords = { ...request.content, html: withoutNoteMarks(request.content.html) };
  const small = files.length === 0 ? null : body(withNote(request.content, leftOut), [], hasLink);
  const bodies = !fits && small !== null ? [small] : [body(withoutWords, fileParts, hasLink), small];
  const [full, fallback] = bodies;
  if (full === null || full === undefined) throw new Failure('internal', 'a mail has no body');
  const parts = new Map([...full.parts, ...(fallback?.parts ?? [])].map((part) => [part.sha256, part]));
  const stored = new Map(Array.from(parts.values(), (part) => [part.sha256, part.bytes] as const));
  return {
    parts: [...parts.values()],
    mails: recipients.map((recipient) => {
      const messageId = messageIdFor(request, recipient);
      const dateHeader = rfc5322Date(request.date);
      const head = headOf(request, recipient, messageId, dateHeader);
      const link = leaveLinkOf(request)?.(recipient) ?? null;
      const piecesOf = ({ pieces }: Body): readonly Piece[] =>
        withLeaveLink(pieces, request.content.html, link?.href ?? null);
      return {
        recipient,
        messageId,
        dateHeader,
        envelope: {
          v: 1,
          from: request.from.address,
          head,
          full: makeForm(head, piecesOf(full), stored),
          small: fallback ? makeForm(head, piecesOf(fallback), stored) : null,
        },
      };
    }),
  };
}

type Body = { readonly pieces: readonly Piece[]; readonly parts: readonly MailPart[] };

/** mixed( alternative( text, related( html, pictures ) ), files ); levels with one child are left out. */
function body(content: MailContent, files: readonly MailPart[], hasLink: boolean): Body {
  const text = partText(content.text, hasLink);
  const html = partHtml(content.html, hasLink);
  const pictures = content.attachments.filter((file) => file.cid !== undefined).map(filePart);
  const parts = [...text.parts, ...html.parts, ...pictures, ...files];
  const seed = parts.map((part) => part.sha256).join('');
  const shown = multipart('related', seed, [html.pieces, ...pictures.map(leaf)]);
  const alternative = multipart('alternative', seed, [text.pieces, shown]);
  return { pieces: multipart('mixed', seed, [alternative, ...files.map(leaf)]), parts };
}

function leaf(part: MailPart): readonly Piece[] {
  return [{ part: part.sha256 }];
}

/** `=_` cannot stand in base64 or quoted-printable, so a boundary never appears inside a part. */
function multipart(kind: string, seed: string, children: readonly (readonly Piece[])[]): readonly Piece[] {
  const [only] = children;
  if (children.length === 1 && only !== undefined) return only;
  const boundary = `=_${kind}_${sha256Hex(`${kind} ${seed}`).slice(0, 32)}`;
  return [
    `Content-Type: multipart/${kind};\r\n boundary="${boundary}"\r\n\r\n`,
    ...children.flatMap((child) => [`--${boundary}\r\n`, ...child]),
    `--${boundary}--\r\n`,
  ];
}

function headOf(request: MailRequest, recipient: Address, messageId: string, dateHeader: string): string {
  return [
    addressHeader('From', request.from),
    plainHeader('To', recipient.address),
    request.replyTo === null ? '' : plainHeader('Reply-To', request.replyTo.address),
    textHeader('Subject', request.content.subject),
    plainHeader('Date', dateHeader),
    plainHeader('Message-ID', messageId),
    listHeaders(request, recipient),
    plainHeader('Auto-Submitted', 'auto-generated'),
    plainHeader('X-Auto-Response-Suppress', 'All'),
    plainHeader('MIME-Version', '1.0'),
  ].join('');
}

function listHeaders(request: MailRequest, recipient: Address): string {
  const { scheduleKey } = request;
  if (scheduleKey === null) return '';
  const id = plainHeader('List-ID', `<${scheduleKey}.reports.${request.messageIdDomain}>`);
  const link = leaveLinkOf(request)?.(recipient);
  if (link === undefined) return id;
  const oneClick = plainHeader('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click');
  return `${id}${plainHeader('List-Unsubscribe', `<${link.href}>`)}${link.protocol === 'https:' ? oneClick : ''}`;
}

/** null = asked for once, or no page where one could leave. */
function leaveLinkOf({
  scheduleKey,
  publicUrl,
  secretKey,
}: MailRequest): ((recipient: Address) => URL) | null {
  if (scheduleKey === null || publicUrl === null) return null;
  const base = publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`;
  return ({ key }) => new URL(`unsubscribe/${unsubscribeToken(secretKey, scheduleKey, key)}`, base);
}

function messageIdFor(request: MailRequest, recipient: Address): string {
  if (!/^[\w-]{1,64}$/.test(request.runKey))
    throw new Failure('internal', 'run key of a mail is not a token');
  const tag = createHmac('sha256', request.secretKey)
    .update(`message-id 1\n${request.runKey}\n${recipient.key}`)
    .digest('hex')
    .slice(0, 24);
  return `<r${request.runKey}.${tag}@${request.messageIdDomain}>`;
}

/** RFC 5322 3.3, always in UTC: `Wed, 25 Nov 2026 16:20:00 +0000`. */
function rfc5322Date(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toUTCString().replace('GMT', '+0000');
}
