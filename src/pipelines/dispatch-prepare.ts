import { createHash } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import { type Address, parseAddress } from '../mail/address.ts';
import { composeMails, type MailRequest } from '../mail/compose-message.ts';
import type { NewDispatch, StoredPart } from '../store/dispatches.ts';

/**
 * The mails of a run, ready for `saveDispatches`. An address is sent to once however it is written; a text that is no
 * address becomes a dispatch that has failed, and stops nobody else.
 */
export function prepareDispatches(
  request: MailRequest,
  recipients: readonly string[],
): { readonly parts: readonly StoredPart[]; readonly dispatches: readonly NewDispatch[] } {
  const addresses = new Map<string, Address>();
  const refused = new Map<string, NewDispatch>();
  for (const recipient of recipients) {
    try {
      const address = parseAddress(recipient, 'recipient');
      if (!addresses.has(address.key)) addresses.set(address.key, address);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const dispatch = refusedDispatch(request, recipient, error.message);
      refused.set(dispatch.recipientKey, dispatch);
    }
  }
  const { parts, mails } = composeMails(request, [...addresses.values()]);
  const dispatches = mails.map(({ recipient, messageId, dateHeader, envelope }) => ({
    recipient: recipient.address,
    recipientKey: recipient.key,
    messageId,
    dateHeader,
    envelope,
    mailSha256: envelope.full.sha256,
    mailBytes: envelope.full.bytes,
  }));
  return { parts, dispatches: [...dispatches, ...refused.values()] };
}

function refusedDispatch(request: MailRequest, recipient: string, reason: string): NewDispatch {
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
