import { maskPhone } from '../core/phone-number.ts';
import type { ProviderEvent } from '../core/provider-event.ts';
import { shownText } from '../core/shown-text.ts';
import type { ParsedPayload, PayloadFormat, ProviderImporter } from '../providers/importer.ts';
import { textTable } from './text-table.ts';

export type Sample = {
  readonly provider: ProviderImporter;
  readonly format: PayloadFormat;
  readonly parsed: ParsedPayload;
};

const SHOWN_EVENTS = 10;
const SHOWN_REFUSALS = 20;

export function sampleJson({ provider, format, parsed }: Sample): string {
  const { events, refused, ignored } = parsed;
  const value = {
    provider: provider.id,
    format,
    events: events.length,
    refused: refused.length,
    ignored,
    kinds: counted(events.map(({ kind }) => kind)),
    statuses: counted(events.flatMap(statusOf)),
    unknownCodes: counted(events.flatMap(unknownCode)),
    firstEvents: events.slice(0, SHOWN_EVENTS).map(masked),
    firstRefused: refused.slice(0, SHOWN_REFUSALS),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function sampleText({ provider, format, parsed }: Sample): string {
  const { events, refused, ignored } = parsed;
  const lines = [
    `${provider.title} (${provider.id}), read as ${format}`,
    `${events.length} events, ${refused.length} refused, ${ignored} ignored`,
    ...counts(
      'kinds',
      events.map(({ kind }) => kind),
    ),
    ...counts('statuses', events.flatMap(statusOf)),
    ...counts('codes in no table', events.flatMap(unknownCode)),
  ];
  const rest = events.length - SHOWN_EVENTS;
  const untold = refused.length - SHOWN_REFUSALS;
  return [
    ...lines,
    '',
    textTable(COLUMNS, events.slice(0, SHOWN_EVENTS).map(row)).trimEnd(),
    ...(rest > 0 ? [`and ${rest} more events`] : []),
    ...(refused.length > 0 ? [''] : []),
    ...refused
      .slice(0, SHOWN_REFUSALS)
      .map(({ index, field, reason }) => `refused: event ${index}, ${field}: ${reason}`),
    ...(untold > 0 ? [`and ${untold} more refused`] : []),
    '',
  ].join('\n');
}

const COLUMNS = ['kind', 'message', 'phone', 'time (UTC)', 'what', 'class', 'code'].map((title) => ({
  title,
  align: 'left' as const,
}));

function row(event: ProviderEvent): readonly string[] {
  const { kind } = event;
  const id = event.providerMessageId ?? event.clientReference;
  const start = [kind, id === null ? '' : shownText(id), phoneOf(event), timeOf(event)];
  switch (kind) {
    case 'send':
    case 'receipt': {
      const { status, failureClass, codeField, rawCode, isKnownCode } = event.state;
      const code = `${codeField} ${shownText(rawCode)}${isKnownCode ? '' : ' (in no table)'}`;
      return [...start, status, failureClass, rawCode === '' ? '' : code];
    }
    case 'click':
      return [...start, event.url === null ? '' : shownText(event.url), '', ''];
    case 'inbound':
      return [
        ...start,
        `"${shownText(event.text)}"`,
        '',
        event.keyword === null ? '' : shownText(event.keyword),
      ];
  }
}

function timeOf(event: ProviderEvent): string {
  const ms = event.kind === 'click' ? event.clickedMs : event.occurredMs;
  return ms === null ? 'not said' : Temporal.Instant.fromEpochMilliseconds(ms).toString();
}

function phoneOf(event: ProviderEvent): string {
  const phone = event.kind === 'inbound' ? event.sender : event.recipient;
  return phone === null ? '' : hidden(phone);
}

/** A sender may be letters; whatever it is, only its ends are shown. */
function hidden(phone: string): string {
  return shownText(maskPhone(phone));
}

/** Everything that can hold a phone number or words of a person is shortened and masked. */
function masked(event: ProviderEvent): unknown {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'string') return [name, value];
      return [name, name === 'sender' || name === 'recipient' ? hidden(value) : shownText(value)];
    }),
  );
}

function statusOf(event: ProviderEvent): readonly string[] {
  return event.kind === 'send' || event.kind === 'receipt' ? [event.state.status] : [];
}

function unknownCode(event: ProviderEvent): readonly string[] {
  if (event.kind !== 'send' && event.kind !== 'receipt') return [];
  return event.state.isKnownCode ? [] : [`${event.state.codeField} ${shownText(event.state.rawCode)}`];
}

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

function counts(title: string, words: readonly string[]): readonly string[] {
  if (words.length === 0) return [];
  const parts = Object.entries(counted(words)).map(([word, count]) => `${word} ${count}`);
  return [`${title}: ${parts.slice(0, SHOWN_REFUSALS).join(', ')}`];
}
