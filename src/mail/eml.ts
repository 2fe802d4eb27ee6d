import { Failure } from '../core/failure.ts';
import type { Address } from './address.ts';
import { type ComposedMail, composeMails, type MailRequest } from './compose-message.ts';
import { assembleMail } from './envelope.ts';

/** One mail as a file: exactly the bytes that would go out. */
export function composeEml(
  request: MailRequest,
  recipient: Address,
): { readonly mail: ComposedMail; readonly bytes: Buffer } {
  const { mails, parts } = composeMails(request, [recipient]);
  const [mail] = mails;
  if (mail === undefined) throw new Failure('internal', 'one recipient gives one mail');
  const stored = new Map(parts.map((part) => [part.sha256, part.bytes] as const));
  return { mail, bytes: assembleMail(mail.envelope, mail.envelope.full.sha256, stored) };
}
