import { maskPhonesIn } from '../core/phone-number.ts';
import type { ProviderEvent } from '../core/provider-event.ts';
import type { ParsedPayload, RefusedEvent } from './importer.ts';
import { type Fault, type Fields, readFields } from './read-fields.ts';
import { isRecord, NOT_JSON, type PayloadItem, type SplitPayload } from './split-payload.ts';

/** What one item says; `ignored` = no event for us, a `Fault` = refused. Faults of fields are found by the caller. */
export type ReadItem = (fields: Fields, item: PayloadItem) => ProviderEvent | Fault | 'ignored';

/** Reads each item on its own: a bad one is refused at its place and the others are taken. */
export function parseItems(split: SplitPayload, readItem: ReadItem): ParsedPayload {
  if (!split.ok) return refusedPayload('payload', split.reason);
  const events: ProviderEvent[] = [];
  const places: number[] = [];
  const refused: RefusedEvent[] = [];
  let ignored = 0;
  for (const item of split.items) {
    const read = readOne(item, readItem);
    if (read === 'ignored') ignored += 1;
    else if ('reason' in read) refused.push({ index: item.index, ...read, said: saidOf(item) });
    else {
      events.push(read);
      places.push(item.index);
    }
  }
  return { events, places, lastPlace: split.items.at(-1)?.index ?? 0, refused, ignored };
}

/** A payload nobody can read, or a setting nobody can follow. */
export function refusedPayload(field: string, reason: string): ParsedPayload {
  return { events: [], places: [], lastPlace: 0, refused: [{ index: 0, field, reason }], ignored: 0 };
}

const SAID_LENGTH = 2000;

function saidOf({ value, text }: PayloadItem): string {
  const said = text ?? (typeof value === 'symbol' ? '' : written(value));
  // masked before it is cut: half a number would not look like one
  return maskPhonesIn(said.slice(0, 2 * SAID_LENGTH)).slice(0, SAID_LENGTH);
}

/** Nothing of what is nested deeper than can be written. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

function readOne(item: PayloadItem, readItem: ReadItem): ProviderEvent | Fault | 'ignored' {
  if (item.value === NOT_JSON) return { field: 'event', reason: 'is not JSON' };
  if (!isRecord(item.value)) return { field: 'event', reason: 'must be an object with fields' };
  const fields = readFields(item.value);
  const read = readItem(fields, item);
  return read === 'ignored' ? read : (fields.fault() ?? read);
}
