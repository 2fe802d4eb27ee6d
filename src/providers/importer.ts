import type { ProviderEvent } from '../core/provider-event.ts';

/** How a payload came: the content type of a request, or what the first byte of a file looks like. */
export type PayloadFormat = 'json' | 'ndjson' | 'xml' | 'form' | 'csv';

export type Payload = {
  readonly format: PayloadFormat;
  /** UTF-8; of a GET request the query string */
  readonly body: string;
  readonly options: ImporterOptions;
};

/** Set per route by the operator; nothing here is guessed. */
export type ImporterOptions = {
  /** IANA zone of times that say none; null = such times are refused with the reason */
  readonly timezone: string | null;
  /** dictionary of the `err:` field for SMPP and Kannel: a name of src/providers/codes, null = every code is unknown */
  readonly errorDictionary: string | null;
  /** paths of fields for payloads whose shape is not public: our field -> path of keys, `sender: data.from` */
  readonly fields: Readonly<Record<string, string>>;
};

export type RefusedEvent = {
  /** place in the payload, from 1 */
  readonly index: number;
  readonly field: string;
  /** what is wrong and what is allowed; no phone in full */
  readonly reason: string;
  /** start of the event as it came, phones masked */
  readonly said?: string;
};

export type ParsedPayload = {
  readonly events: readonly ProviderEvent[];
  /** of each event its place in the payload, from 1; a report of many recipients has one place */
  readonly places: readonly number[];
  /** the last place there is; 0 = the payload cannot be read at all */
  readonly lastPlace: number;
  readonly refused: readonly RefusedEvent[];
  /** status words and codes of what is no event for us (a test ping): counted, not kept */
  readonly ignored: number;
};

/**
 * One provider. `parse` is pure and total: a payload it cannot read at all is one refusal with index 0; one bad event
 * never stops the others.
 */
export type ProviderImporter = {
  /** name in `--provider`, `/hooks/<id>`, `messages.provider` */
  readonly id: string;
  readonly title: string;
  readonly formats: readonly PayloadFormat[];
  readonly kinds: readonly ProviderEvent['kind'][];
  /** fields that the options may place elsewhere, with their usual paths; absent = the importer checks them itself */
  readonly fields?: Readonly<Record<string, string>>;
  readonly parse: (payload: Payload) => ParsedPayload;
  /** what the provider waits for as an answer, when it is more than 200: PSWin wants an XML list of ids */
  readonly answer?: (
    payload: Payload,
    parsed: ParsedPayload,
  ) => { readonly contentType: string; readonly body: string };
};
