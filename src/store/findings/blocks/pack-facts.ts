import { Failure } from '../../../core/failure.ts';
import type { MessageBlock } from '../../../core/findings/counting/block.ts';

const MOST_PERSON = 0xffff_ffff;
const MOST_DOSE = 0xffff;
const SEGMENTS = 2 ** 21;

/** Rows of read-facts.sql as a block: person, sending, campaign, segment, and the rest as one number. */
export function packFacts(rows: readonly (readonly unknown[])[]): MessageBlock {
  const size = rows.length;
  const pairs = new Map<number, number>();
  const block = {
    size,
    person: new Uint32Array(size),
    sentS: new Uint32Array(size),
    pair: new Uint16Array(size),
    dose: new Uint16Array(size),
    hour: new Uint8Array(size),
    outcome: new Uint8Array(size),
  };
  for (const [i, row] of rows.entries()) {
    const person = Number(row[0]);
    if (person > MOST_PERSON)
      throw new Failure('bad-state', `contact ${person}: findings count contacts up to ${MOST_PERSON}`);
    const packed = Number(row[4]);
    const key = Number(row[2]) * SEGMENTS + Number(row[3]);
    const pair = pairs.get(key) ?? pairs.size;
    pairs.set(key, pair);
    block.person[i] = person;
    block.sentS[i] = Number(row[1]);
    block.pair[i] = pair;
    block.dose[i] = Math.min(packed >>> 8, MOST_DOSE);
    block.hour[i] = (packed >>> 3) & 31;
    block.outcome[i] = packed & 7;
  }
  const keys = [...pairs.keys()];
  return {
    ...block,
    campaigns: Uint32Array.from(keys, (key) => Math.floor(key / SEGMENTS)),
    segments: Uint32Array.from(keys, (key) => key % SEGMENTS),
  };
}
