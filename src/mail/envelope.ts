import { createHash } from 'node:crypto';
import { Failure } from '../core/failure.ts';

/** Literal ASCII, or the hash of a stored part that stands there. */
export type Piece = string | { readonly part: string };

/** One way to put the mail together; `sha256` (hex) and `bytes` are those of the assembled mail. */
export type MailForm = {
  readonly pieces: readonly Piece[];
  readonly sha256: string;
  readonly bytes: number;
};

/** Everything a mail is, but the shared parts; stored with its dispatch as JSON. */
export type MailEnvelope = {
  readonly v: 1;
  /** MAIL FROM */
  readonly from: string;
  /** header block without the body's Content-Type */
  readonly head: string;
  readonly full: MailForm;
  /** without attachments, for a server that calls the full one too large; null = `full` has none */
  readonly small: MailForm | null;
};

/** The form that has this hash. Throws `internal` when there is none. */
export function formOf(envelope: MailEnvelope, sha256: string): MailForm {
  const form = [envelope.full, envelope.small].find((candidate) => candidate?.sha256 === sha256);
  if (form === null || form === undefined)
    throw new Failure('internal', `no form of the mail has the hash ${sha256}`);
  return form;
}

export function partsOf(form: MailForm): readonly string[] {
  return form.pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.part]));
}

/** The bytes of the mail, the same each time: checked against the form's hash. Throws `internal` otherwise. */
export function assembleMail(
  envelope: MailEnvelope,
  sha256: string,
  parts: ReadonlyMap<string, Uint8Array>,
): Buffer {
  const form = formOf(envelope, sha256);
  const bytes = join(envelope.head, form.pieces, parts);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== form.sha256)
    throw new Failure('internal', `stored mail has hash ${found}, expected ${form.sha256}`);
  return bytes;
}

export function makeForm(
  head: string,
  pieces: readonly Piece[],
  parts: ReadonlyMap<string, Uint8Array>,
): MailForm {
  const bytes = join(head, pieces, parts);
  return { pieces, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

function join(head: string, pieces: readonly Piece[], parts: ReadonlyMap<string, Uint8Array>): Buffer {
  return Buffer.concat([
    Buffer.from(head, 'ascii'),
    ...pieces.map((piece) => {
      if (typeof piece === 'string') return Buffer.from(piece, 'ascii');
      const bytes = parts.get(piece.part);
      if (bytes === undefined) throw new Failure('internal', `part ${piece.part} of a mail is not stored`);
      return bytes;
    }),
  ]);
}

/** From stored JSON. Throws `internal` when it is not an envelope. */
export function readEnvelope(json: unknown): MailEnvelope {
  if (
    isRecord(json) &&
    json.v === 1 &&
    typeof json.from === 'string' &&
    typeof json.head === 'string' &&
    isForm(json.full)
  ) {
    const small = json.small ?? null;
    if (small === null || isForm(small))
      return { v: 1, from: json.from, head: json.head, full: json.full, small };
  }
  throw new Failure('internal', 'stored envelope of a dispatch is not readable');
}

function isForm(value: unknown): value is MailForm {
  return (
    isRecord(value) &&
    typeof value.sha256 === 'string' &&
    typeof value.bytes === 'number' &&
    Array.isArray(value.pieces) &&
    value.pieces.every(
      (piece: unknown) => typeof piece === 'string' || (isRecord(piece) && typeof piece.part === 'string'),
    )
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
