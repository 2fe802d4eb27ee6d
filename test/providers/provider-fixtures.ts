import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import type { ImporterOptions, Payload, PayloadFormat } from '../../src/providers/importer.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');

const FORMATS: Readonly<Record<string, PayloadFormat>> = {
  json: 'json',
  ndjson: 'ndjson',
  xml: 'xml',
  txt: 'form',
  csv: 'csv',
};

export const NO_OPTIONS: ImporterOptions = { timezone: null, errorDictionary: null, fields: {} };

/**
 * A payload as its vendor documents it, with values of our own, and beside it in `<name>.expected.json` what it says:
 * keys that are left out of an event must be null, times are ISO (`occurred`, `sent`, `clicked`), a state is
 * `[status, failure class, field, code]`, and a fifth `"unknown code"`.
 */
export type Fixture = {
  readonly name: string;
  readonly payload: Payload;
  readonly events: readonly ProviderEvent[];
  readonly refused: readonly { readonly index: number; readonly field: string }[];
  readonly ignored: number;
};

export function fixturesOf(id: string): readonly Fixture[] {
  const folder = join(FOLDER, id);
  return readdirSync(folder)
    .filter((file) => !file.endsWith('.expected.json'))
    .sort()
    .map((file) => {
      const [, name = '', ending = ''] = /^(.+)\.(\w+)$/.exec(file) ?? [];
      const expected = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));
      return {
        name: file,
        payload: {
          format: FORMATS[ending] ?? 'json',
          body: readFileSync(join(folder, file), 'utf8'),
          options: { ...NO_OPTIONS, ...expected.options },
        },
        events: (expected.events ?? []).map(eventOf),
        refused: expected.refused ?? [],
        ignored: expected.ignored ?? 0,
      };
    });
}

const REFERENCE = { providerMessageId: null, clientReference: null, recipient: null };

const EMPTY: Readonly<Record<ProviderEvent['kind'], object>> = {
  send: { ...REFERENCE, occurredMs: null, parts: null },
  receipt: {
    ...REFERENCE,
    carrier: null,
    occurredMs: null,
    sentMs: null,
    part: null,
    parts: null,
    costMicro: null,
    currency: null,
  },
  click: {
    ...REFERENCE,
    clickId: null,
    url: null,
    clickedMs: null,
    userAgent: null,
    address: null,
    method: null,
  },
  inbound: { ...REFERENCE, inboundId: null, receiver: null, keyword: null, occurredMs: null },
};

type Written = { kind: ProviderEvent['kind']; occurred?: string; sent?: string; clicked?: string } & {
  state?: [string, string, string, string, string?];
};

function eventOf({ occurred, sent, clicked, state, ...rest }: Written): ProviderEvent {
  const event: Record<string, unknown> = { ...EMPTY[rest.kind], ...rest };
  if (occurred !== undefined) event['occurredMs'] = Date.parse(occurred);
  if (sent !== undefined) event['sentMs'] = Date.parse(sent);
  if (clicked !== undefined) event['clickedMs'] = Date.parse(clicked);
  if (state !== undefined) {
    const [status, failureClass, codeField, rawCode, known] = state;
    event['state'] = { status, failureClass, codeField, rawCode, isKnownCode: known === undefined };
  }
  return event as ProviderEvent;
}
