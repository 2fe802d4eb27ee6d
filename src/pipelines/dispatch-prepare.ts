import { createHash } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import { type Address, parseAddress } from '../mail/address.ts';
import { composeMails, type MailRequest } from '../mail/compose-message.ts';
import type { MailContent } from '../mail/mail-content.ts';
import type { NewDispatch, StoredPart } from '../store/dispatches.ts';

/** Who is written to, and the report in that person's language. */
export type MailAsked = { readonly recipient: string; readonly content: MailContent };

type Frame = Omit<MailRequest, 'content'>;

/**
 * The mails of a run, ready for `saveDispatches`. An address is sent to once however it is written; a text that is no
 * address becomes a dispatch that has failed, and stops nobody else.
 */
export function prepareDispatches(
  request: Frame,
  asked: readonly MailAsked[],
): { readonly parts: readonly StoredPart[]; readonly dispatches: readonly NewDispatch[] } {
  const wanted = new Map<string, { readonly address: Address; readonly content: MailContent }>();
  const refused = new Map<string, NewDispatch>();
  for (const { recipient, content } of asked) {
    try {
      const address = parseAddress(recipient, 'recipient');
      if (!wanted.has(address.key)) wanted.set(address.key, { address, content });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const dispatch = refusedDispatch(request, recipient, error.message);
      refused.set(dispatch.recipientKey, dispatch);
    }
  }
  const composed = [...new Set(asked.map(({ content }) => content))].map((content) => {
    const readers = [...wanted.values()].filter((one) => one.content === content);
    return composeMails(
      { ...request, content },
      readers.map(({ address }) => address),
    );
  });
  const place = new Map([...wanted.keys()].map((key, at) => [key, at]));
  const mails = composed
    .flatMap((one) => one.mails)
    .toSorted((a, b) => (place.get(a.recipient.key) ?? 0) - (place.get(b.recipient.key) ?? 0));
  const parts = new Map(composed.flatMap((one) => one.parts).map((part) => [part.sha256, part]));
  const dispatches = mails.map(({ recipient, messageId, dateHeader, envelope }) => ({
    recipient: recipient.address,
    recipientKey: recipient.key,
    messageId,
    dateHeader,
    envelope,
    mailSha256: envelope.full.sha256,
    mailBytes: envelope.full.bytes,
  }));
  return { parts: [...parts.values()], dispatches: [...dispatches, ...refused.values()] };
}

function refusedDispatch(request: Frame, recipient: string, reason: string): NewDispatch {
  const text = recipient.slice(0, 320);
  const tag = createHash('sha256').update(text).digest('hex');
  return {
    recipient: text,
    recipientKey: text.toLowerCase(),
    messageId: `<r${request.runKey}.refused.${tag.slice(0, 24)}@${request.messageIdDomain}>`,
    dateHeader: '',
    envelope: {},
    mailSha256: tag,
    mailBytes: 0,
    refused: reason.slice(0, 300),
  };
}
