import { createHash } from 'node:crypto';
import { encode, wrap } from 'nodemailer/lib/qp';
import { Failure } from '../core/failure.ts';
import type { MailFile } from './mail-content.ts';

const CRLF = '\r\n';

/** One MIME entity as it stands in the mail: headers, blank line, body; pure ASCII, ends with a line break. */
export type MailPart = { readonly sha256: string; readonly bytes: Uint8Array };

export function textPart(subtype: 'plain' | 'html', text: string): MailPart {
  return entity(
    [`Content-Type: text/${subtype}; charset=utf-8`, 'Content-Transfer-Encoding: quoted-printable'],
    quoted(text),
  );
}

/** More lines of a text that has begun: no headers. */
export function linesPart(text: string): MailPart {
  const bytes = Buffer.from(quotedLines(text), 'ascii');
  return { sha256: sha256Hex(bytes), bytes };
}

/** Whole lines as they stand inside a text part; ends with a line break. */
export function quotedLines(text: string): string {
  return `${quoted(text)}${CRLF}`;
}

function quoted(text: string): string {
  return wrap(encode(text.replace(/\r\n|\r|\n/g, CRLF)));
}

/** With a `cid` it is shown inline, else it is attached. */
export function filePart(file: MailFile): MailPart {
  const name = file.filename.replace(/[^\w.-]+/g, '-');
  if (!/^[a-z]+\/[a-z0-9.+-]+(; charset=[a-z0-9-]+)?$/.test(file.contentType)) {
    throw new Failure('internal', `attachment ${name} has no valid content type`);
  }
  if (file.cid !== undefined && !/^[\w.-]+(@[\w.-]+)?$/.test(file.cid)) {
    throw new Failure('internal', `attachment ${name} has no valid content id`);
  }
  const disposition = file.cid === undefined ? 'attachment' : 'inline';
  return entity(
    [
      `Content-Type: ${file.contentType}; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      ...(file.cid === undefined ? [] : [`Content-ID: <${file.cid}>`]),
      `Content-Disposition: ${disposition}; filename="${name}"`,
    ],
    Buffer.from(file.bytes)
      .toString('base64')
      .replace(/.{76}(?=.)/g, `$&${CRLF}`),
  );
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function entity(headers: readonly string[], body: string): MailPart {
  const bytes = Buffer.from(`${headers.join(CRLF)}${CRLF}${CRLF}${body}${CRLF}`, 'ascii');
  return { sha256: sha256Hex(bytes), bytes };
}
