import { codeMeaning } from './codes.ts';
import type { ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fields } from './read-fields.ts';
import { type StatedCode, stateWithCause, UNSAID } from './receipt-state.ts';
import { splitPayload } from './split-payload.ts';

const ID = 'link_mobility_dk';

/** LINK Mobility Denmark, API v2 ("COOL"): one GET a receipt. `returndata` is what the sender gave along. */
export const LINK_MOBILITY_DK: ProviderImporter = {
  id: ID,
  title: 'LINK Mobility Denmark, API v2',
  formats: ['form', 'json', 'ndjson'],
  kinds: ['receipt'],
  fields: {},
  parse: (payload) =>
    parseItems(splitPayload(payload), (fields) => ({
      ...UNSAID,
      kind: 'receipt',
      providerMessageId: fields.needed('msgid'),
      clientReference: ownReference(fields, 'returndata'),
      recipient: fields.text('to'),
      state: stateWithCause(statusOf(fields), causeOf(fields)),
      carrier: carrierOf(fields),
      occurredMs: fields.time('receivetime', 'unix', payload.options.timezone),
    })),
};

function statusOf(fields: Fields): StatedCode {
  const code = fields.needed('status', CODE_WIDTH).toLowerCase();
  return { field: 'status', code, meaning: codeMeaning(ID, code, 'status') };
}

/** Its table is not public: a number other than 0 is kept as an unknown code. */
function causeOf(fields: Fields): StatedCode | null {
  const code = fields.text('statuscode', CODE_WIDTH);
  if (code === null || code === '0') return null;
  return { field: 'statuscode', code, meaning: codeMeaning(ID, code, 'statuscode') };
}

/** `mcc=238&mnc=1` is written as the plan writes it: 23801. */
function carrierOf(fields: Fields): string | null {
  const country = fields.cut('mcc', CARRIER_WIDTH / 2);
  const network = fields.cut('mnc', CARRIER_WIDTH / 2);
  return country === null || network === null ? null : `${country}${network.padStart(2, '0')}`;
}
