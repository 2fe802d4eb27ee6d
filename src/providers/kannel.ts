import { codeMeaning } from './codes.ts';
import { dictionaryFault, smppError } from './error-dictionary.ts';
import type { ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems, refusedPayload } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fields, readFields, TEXT_WIDTH } from './read-fields.ts';
import { type StatedCode, stateWithCause, UNSAID } from './receipt-state.ts';
import { commandStatus } from './smpp.ts';
import { readSmppReceiptText } from './smpp-receipt-text.ts';
import { splitPayload } from './split-payload.ts';

const ID = 'kannel';

/** The operator of a Kannel writes the keys of its `dlr-url` himself; these are ours, all can be named anew. */
const FIELDS = {
  client_reference: 'id',
  provider_message_id: 'F',
  status: 'd',
  answer: 'A',
  carrier: 'i',
  occurred_at: 't',
  recipient: 'p',
} as const;

type Paths = Readonly<Record<keyof typeof FIELDS, string>>;

/**
 * Kannel calls `…/hooks/kannel?id=OUR-ID&d=%d&A=%A&i=%i&t=%t&p=%p&F=%F`. `%t` is Greenwich time; `%A` holds what the
 * message centre wrote: a receipt text, or `NACK/0x0000000b/…`.
 */
export const KANNEL: ProviderImporter = {
  id: ID,
  title: 'Kannel (dlr-url)',
  formats: ['form', 'json', 'ndjson'],
  kinds: ['receipt'],
  fields: FIELDS,
  parse: (payload) => {
    const { errorDictionary, fields: named } = payload.options;
    const fault = dictionaryFault(errorDictionary);
    if (fault !== null) return refusedPayload('errorDictionary', fault);
    const paths: Paths = { ...FIELDS, ...named };
    return parseItems(splitPayload(payload), (fields) => {
      const clientReference = ownReference(fields, paths.client_reference);
      const providerMessageId = fields.text(paths.provider_message_id);
      if (clientReference === null && providerMessageId === null) {
        return {
          field: paths.client_reference,
          reason: 'is missing; put the id of the message into dlr-url',
        };
      }
      return {
        ...UNSAID,
        kind: 'receipt',
        providerMessageId,
        clientReference,
        recipient: fields.text(paths.recipient),
        state: stateWithCause(
          statusOf(fields, paths),
          causeOf(fields.cut(paths.answer, TEXT_WIDTH), errorDictionary),
        ),
        carrier: fields.cut(paths.carrier, CARRIER_WIDTH),
        occurredMs: fields.time(paths.occurred_at, 'unix', 'UTC'),
      };
    });
  },
};

function statusOf(fields: Fields, paths: Paths): StatedCode {
  const code = fields.needed(paths.status, CODE_WIDTH);
  const field = '%d (dlr type)';
  return { field, code, meaning: codeMeaning(ID, code, field) };
}

/** `err:` of a receipt text, else the status with which the centre refused the message. */
function causeOf(answer: string | null, dictionary: string | null): StatedCode | null {
  if (answer === null) return null;
  const said = readFields(readSmppReceiptText(answer));
  if (said.has('stat')) return smppError(said.text('err', CODE_WIDTH), dictionary);
  const refusal = /\b0x[0-9a-f]{1,8}\b/i.exec(answer);
  if (refusal === null) return null;
  const code = commandStatus(refusal[0]);
  return { field: 'command_status', code, meaning: codeMeaning('smpp', code, 'command_status') };
}
