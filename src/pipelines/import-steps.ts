import type { SourceKind } from '../core/source-kind.ts';
import type { ClickRow, ContactRow } from '../core/source-row.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import { ASSIGNMENTS } from '../providers/interchange/assignments.ts';
import { CAMPAIGNS } from '../providers/interchange/campaigns.ts';
import type { Refusal } from '../providers/interchange/cells.ts';
import { CLICKS } from '../providers/interchange/clicks.ts';
import { CONTACTS } from '../providers/interchange/contacts.ts';
import { CONVERSIONS } from '../providers/interchange/conversions.ts';
import { INBOUND } from '../providers/interchange/inbound.ts';
import {
  columnsOf,
  type InterchangeKind,
  type ParseContext,
  rowParser,
} from '../providers/interchange/interchange-kind.ts';
import { MESSAGES } from '../providers/interchange/messages.ts';
import { OPT_OUTS } from '../providers/interchange/opt-outs.ts';
import { RECEIPTS } from '../providers/interchange/receipts.ts';
import { SEGMENTS } from '../providers/interchange/segments.ts';
import { VARIANTS } from '../providers/interchange/variants.ts';
import { type Chunk, collectChunk } from '../store/import/chunk.ts';
import type { ImportTable } from '../store/import/import-table.ts';
import { ASSIGNMENT_TABLE } from '../store/import/tables/assignments.ts';
import { CAMPAIGN_TABLE } from '../store/import/tables/campaigns.ts';
import { CLICK_TABLE, type SealedClick } from '../store/import/tables/clicks.ts';
import { CONTACT_TABLE } from '../store/import/tables/contacts.ts';
import { CONVERSION_TABLE } from '../store/import/tables/conversions.ts';
import { INBOUND_TABLE } from '../store/import/tables/inbound.ts';
import { MESSAGE_TABLE } from '../store/import/tables/messages.ts';
import { OPT_OUT_TABLE } from '../store/import/tables/opt-outs.ts';
import { RECEIPT_TABLE } from '../store/import/tables/receipts.ts';
import { SEGMENT_TABLE } from '../store/import/tables/segments.ts';
import { VARIANT_TABLE } from '../store/import/tables/variants.ts';
import { type PhoneTally, tallyPhones } from './phone-tally.ts';
import { sealContact } from './seal-contact.ts';

export type ImportContext = ParseContext & { readonly keys: PhoneKeys };

/** Takes the cells of rows, gives chunks for the database. */
export type RowSink = {
  /** null = taken */
  readonly add: (rowNo: number, cells: readonly string[]) => Refusal | null;
  /** what was taken since the last time */
  readonly take: () => Chunk;
  /** verdicts on the phones of all contacts that were added */
  readonly phones: PhoneTally;
};

export type ImportStep = {
  readonly required: readonly string[];
  /** together they name a row */
  readonly idColumns: readonly string[];
  /** in the order in which a sink takes cells */
  readonly columns: readonly string[];
  readonly table: Pick<ImportTable<never>, 'kind' | 'columns' | 'merge'>;
  readonly openSink: (context: ImportContext) => RowSink;
};

export const IMPORT_STEPS: Readonly<Record<SourceKind, ImportStep>> = {
  segments: step(SEGMENTS, SEGMENT_TABLE, () => asItIs),
  contacts: step(CONTACTS, CONTACT_TABLE, sealContact, ({ judged }) => judged),
  campaigns: step(CAMPAIGNS, CAMPAIGN_TABLE, () => asItIs),
  variants: step(VARIANTS, VARIANT_TABLE, () => asItIs),
  assignments: step(ASSIGNMENTS, ASSIGNMENT_TABLE, () => asItIs),
  messages: step(MESSAGES, MESSAGE_TABLE, () => asItIs),
  receipts: step(RECEIPTS, RECEIPT_TABLE, () => asItIs),
  clicks: step(CLICKS, CLICK_TABLE, sealClick),
  conversions: step(CONVERSIONS, CONVERSION_TABLE, () => asItIs),
  opt_outs: step(OPT_OUTS, OPT_OUT_TABLE, () => asItIs),
  inbound: step(INBOUND, INBOUND_TABLE, () => asItIs),
};

/** What a file tells and what the database keeps of it meet here. */
function step<Row, Stored>(
  kind: InterchangeKind<Row>,
  table: ImportTable<Stored>,
  seal: (keys: PhoneKeys) => (row: Row) => Stored,
  phoneOf: (row: Row) => ContactRow['judged'] = () => null,
): ImportStep {
  return {
    required: kind.required,
    idColumns: kind.idColumns,
    columns: columnsOf(kind),
    table,
    openSink: (context) => {
      const parse = rowParser(kind, context);
      const toStored = seal(context.keys);
      const phones = tallyPhones();
      let chunk = collectChunk(table);
      return {
        add: (rowNo, cells) => {
          const { row, refusal } = parse(cells);
          if (refusal !== null) return refusal;
          phones.add(phoneOf(row));
          chunk.add(rowNo, toStored(row));
          return null;
        },
        phones,
        take: () => {
          const taken = chunk.take();
          chunk = collectChunk(table);
          return taken;
        },
      };
    },
  };
}

function asItIs<Row>(row: Row): Row {
  return row;
}

function sealClick(keys: PhoneKeys): (row: ClickRow) => SealedClick {
  return ({ address, ...row }) => ({
    ...row,
    addressHash: address === null ? null : keys.hashAddress(address).toString('hex'),
  });
}
