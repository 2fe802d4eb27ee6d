import { codeMeaning } from './codes.ts';
import type { ProviderImporter } from './importer.ts';
import { parseItems } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH } from './read-fields.ts';
import { splitXml } from './read-xml.ts';
import { receiptState, UNSAID } from './receipt-state.ts';

const ID = 'link_mobility_gatedr';

/**
 * The older premium gateway of LINK Mobility in Norway. 2xx is well, 9xx is not. `operatorStatusCode` means something
 * else at every operator and is not read.
 */
export const LINK_MOBILITY_GATEDR: ProviderImporter = {
  id: ID,
  title: 'LINK Mobility Norway, older gateway (gatedr XML)',
  formats: ['xml'],
  kinds: ['receipt'],
  fields: {},
  parse: ({ body }) =>
    parseItems(splitXml(body, 'gatedr'), (fields) => {
      const code = fields.needed('status', CODE_WIDTH);
      return {
        ...UNSAID,
        kind: 'receipt',
        providerMessageId: fields.needed('id'),
        clientReference: null,
        recipient: null,
        state: receiptState({ field: 'status', code, meaning: codeMeaning(ID, code, 'status') }),
        carrier: fields.cut('operator', CARRIER_WIDTH),
      };
    }),
};
