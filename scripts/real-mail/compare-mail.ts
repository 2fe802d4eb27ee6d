import PostalMime from 'postal-mime';
import { Failure } from '../../src/core/failure.ts';
import { withoutNoteMarks } from '../../src/mail/left-out-note.ts';
import type { MailFile } from '../../src/mail/mail-content.ts';
import { findMark } from '../../src/mail/template-mark.ts';
import { type GoldenMail, PERSON, READER, SENDER } from './golden-mails.ts';
import type { ImapClient, ImapValue } from './imap-client.ts';

/** RFC 5322 2.1.1. */
const LONGEST_LINE = 998;

/** What is not as it was sent; empty = everything is. The IMAP server reads the structure and decodes each part. */
export async function compareMail(
  imap: ImapClient,
  uid: number,
  sent: GoldenMail,
): Promise<readonly string[]> {
  const got = await imap.fetch(uid, 'BODYSTRUCTURE BODY.PEEK[]');
  const raw = Buffer.from(textOf(got.get('BODY[]')), 'latin1');
  const parts = leavesOf(got.get('BODYSTRUCTURE') ?? null, '');
  const decoded = [];
  for (const { section } of parts) {
    const one = await imap.fetch(uid, `BINARY.PEEK[${section}]`);
    decoded.push(Buffer.from(textOf(one.get(`BINARY[${section}]`)), 'latin1'));
  }
  return [...wrongBytes(raw, sent), ...wrongParts(parts, decoded, sent), ...(await wrongHeaders(raw, sent))];
}

/** A server puts its own headers in front and touches nothing else. */
function wrongBytes(raw: Buffer, { bytes }: GoldenMail): readonly string[] {
  const lines = raw.toString('latin1').split('\r\n');
  const isSame = raw.subarray(-bytes.length).equals(bytes);
  return [
    ...(isSame ? [] : ['the bytes are not those that were sent']),
    ...lines.flatMap((line, at) =>
      line.length > LONGEST_LINE ? [`line ${at + 1} has ${line.length} characters`] : [],
    ),
    ...lines.flatMap((line, at) => (/[\r\n]/.test(line) ? [`line ${at + 1} holds half a line break`] : [])),
  ];
}

function wrongParts(
  parts: readonly Leaf[],
  decoded: readonly Buffer[],
  { content: { text, html, attachments } }: GoldenMail,
): readonly string[] {
  const shown = attachments.filter(({ cid }) => cid !== undefined);
  const files = attachments.filter(({ cid }) => cid === undefined);
  const expected: readonly Expected[] = [
    { what: 'text', type: 'text/plain', ...aroundLink(text.trimEnd(), '') },
    { what: 'html', type: 'text/html', ...aroundMark(withoutNoteMarks(html)) },
    ...[...shown, ...files].map((file) => ({
      what: file.filename,
      type: typeOf(file),
      before: Buffer.from(file.bytes),
      after: null,
    })),
  ];
  if (parts.length !== expected.length) return [`it has ${parts.length} parts, not ${expected.length}`];
  const paths = expectedPaths(shown.length, files.length);
  return expected.flatMap(({ what, type, ...wanted }, at) => [
    ...(parts[at]?.type === type ? [] : [`${what} is ${parts[at]?.type}, not ${type}`]),
    ...(parts[at]?.path === paths[at] ? [] : [`${what} lies in ${parts[at]?.path}, not ${paths[at]}`]),
    ...(isAsSent(decoded[at], wanted) ? [] : [`${what} differs after decoding`]),
  ]);
}

/** `after` null = `before` is all of it; else the reader's own link to leave stands between them. */
type Around = { readonly before: Buffer; readonly after: Buffer | null };
type Expected = Around & { readonly what: string; readonly type: string };

const LINK =
  /^\r\n(?:<p [^>]*><a [^>]*href=")?[^]*https:\/\/reports\.example\.com\/unsubscribe\/[\w.-]+(?:"[^>]*>[^<]*<\/a><\/p>)?(?:\r\n)?$/;

function isAsSent(decoded: Buffer | undefined, { before, after }: Around): boolean {
  if (decoded === undefined) return false;
  if (after === null) return decoded.equals(before);
  const isAround =
    decoded.subarray(0, before.length).equals(before) &&
    decoded.subarray(decoded.length - after.length).equals(after);
  return isAround && LINK.test(decoded.subarray(before.length, decoded.length - after.length).toString());
}

function aroundLink(before: string, after: string): Around {
  const crlf = (lines: string): Buffer => Buffer.from(lines.replace(/\r?\n/g, '\r\n'));
  return { before: crlf(before), after: crlf(after) };
}

function aroundMark(html: string): Around {
  const mark = findMark(html, 'leave');
  if (mark === null) throw new Failure('internal', 'the report has no place for the link to leave');
  return aroundLink(html.slice(0, mark.index), html.slice(mark.index + mark.length));
}

/** mixed( alternative( text, related( html, pictures ) ), files ); levels with one child are left out. */
function expectedPaths(pictures: number, files: number): readonly string[] {
  const outer = files === 0 ? 'alternative' : 'mixed/alternative';
  const html = pictures === 0 ? outer : `${outer}/related`;
  return [
    outer,
    html,
    ...Array.from({ length: pictures }, () => html),
    ...Array.from({ length: files }, () => 'mixed'),
  ];
}

async function wrongHeaders(raw: Buffer, sent: GoldenMail): Promise<readonly string[]> {
  const mail = await PostalMime.parse(raw);
  const header = (name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value;
  const is = (what: string, found: unknown, wanted: unknown): readonly string[] =>
    found === wanted ? [] : [`${what} is ${String(found)}, not ${String(wanted)}`];
  return [
    ...is('Subject', mail.subject, sent.content.subject),
    ...is('From', mail.from?.address, SENDER),
    ...is('the name in From', mail.from?.name, 'SMS-rapporter på e-post'),
    ...is('To', mail.to?.[0]?.address, READER),
    ...is('Reply-To', mail.replyTo?.[0]?.address, PERSON),
    ...is('Message-ID', mail.messageId, sent.messageId),
    ...is('Date', mail.date, '2026-11-23T07:00:04.000Z'),
    ...is('List-Unsubscribe-Post', header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click'),
    ...is('Auto-Submitted', header('auto-submitted'), 'auto-generated'),
  ];
}

type Leaf = { readonly section: string; readonly type: string; readonly path: string };

/** BODYSTRUCTURE, RFC 9051 7.5.2. */
function leavesOf(value: ImapValue, section: string, path: readonly string[] = []): readonly Leaf[] {
  if (value === null || typeof value === 'string') return [];
  const children = value.filter((one, at) => Array.isArray(one) && value.slice(0, at).every(Array.isArray));
  const [type, subtype] = value;
  if (children.length === 0)
    return [
      {
        section: section || '1',
        type: `${textOf(type)}/${textOf(subtype)}`.toLowerCase(),
        path: path.join('/'),
      },
    ];
  const kind = textOf(value[children.length]).toLowerCase();
  return children.flatMap((child, at) =>
    leavesOf(child, section === '' ? `${at + 1}` : `${section}.${at + 1}`, [...path, kind]),
  );
}

function textOf(value: ImapValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function typeOf({ contentType }: MailFile): string {
  return contentType.replace(/;.*/, '');
}
