import { NO_OWN_WORDS, type OwnWords } from '../core/own-opt-out-words.ts';
import type { ToldEvent } from '../core/provider-event.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import type { RefusedEvent } from '../providers/importer.ts';
import { type EventLines, writeEventLines } from '../store/provider-events/event-lines.ts';
import { eventRow } from './event-row.ts';

export type StageRequest = {
  /** phone numbers and addresses are hashed with them */
  readonly keys: PhoneKeys;
  /** who told the events: a name of src/providers/catalogue.ts */
  readonly provider: string;
  /** stands in for times that events do not say */
  readonly receivedAt: Temporal.Instant;
  /** words to stop besides our lists */
  readonly ownWords?: OwnWords | undefined;
};

/** Events of one transaction, each once. */
export type StagedEvents = {
  readonly lines: EventLines;
  /** of the keys that hashed the phones */
  readonly generation: number;
  /** how many were the same as one before */
  readonly repeated: number;
};

export type EventStage = {
  /** Those that cannot be kept; `index` counts the given events from 1. */
  readonly add: (events: readonly ToldEvent[]) => readonly RefusedEvent[];
  /** nothing may be added behind it */
  readonly take: () => StagedEvents;
};

/**
 * Checks events and writes them for the loader, a few at a time: this is done while the database stores those before,
 * and objects that live until it is their turn would grow old in the heap.
 */
export function stageEvents({
  keys,
  provider,
  receivedAt,
  ownWords = NO_OWN_WORDS,
}: StageRequest): EventStage {
  const context = {
    provider,
    keys,
    receivedMs: receivedAt.epochMilliseconds,
    ownWords,
  };
  const writer = writeEventLines();
  const hashes = new Set<string>();
  let repeated = 0;
  return {
    add: (events) => {
      const refusals: RefusedEvent[] = [];
      events.forEach((event, at) => {
        const reading = eventRow(event, context);
        if (!reading.ok) {
          refusals.push({ index: at + 1, field: reading.field, reason: reading.reason });
        } else if (hashes.has(reading.row.eventHash)) {
          repeated += 1;
        } else {
          hashes.add(reading.row.eventHash);
          writer.add(reading.row);
        }
      });
      return refusals;
    },
    take: () => ({ lines: writer.take(), repeated, generation: keys.generation }),
  };
}
