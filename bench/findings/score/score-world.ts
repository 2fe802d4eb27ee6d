import type { FoundInWorld } from '../find-in-world.ts';
import type { World } from '../world/send.ts';
import { NO_HITS } from './hits.ts';
import { type AnomalyScore, addAnomalies, NO_ANOMALIES, scoreAnomalies } from './score-anomalies.ts';
import { addContacts, type ContactScore, NO_CONTACTS, scoreContacts } from './score-contacts.ts';
import { addNumbers, NO_NUMBERS, type NumberScore, scoreNumbers } from './score-numbers.ts';
import { addSegments, type SegmentScore, scoreSegments } from './score-segments.ts';
import { addWindows, NO_WINDOWS, scoreWindows, type WindowScore } from './score-windows.ts';

/** Of one world, or of several added up. */
export type WorldScore = {
  readonly worlds: number;
  readonly segments: SegmentScore;
  readonly anomalies: AnomalyScore;
  readonly windows: WindowScore;
  readonly contacts: ContactScore;
  readonly numbers: NumberScore;
};

export const NO_WORLDS: WorldScore = {
  worlds: 0,
  segments: { fatigued: NO_HITS, kinds: new Map() },
  anomalies: NO_ANOMALIES,
  windows: NO_WINDOWS,
  contacts: NO_CONTACTS,
  numbers: NO_NUMBERS,
};

export function scoreWorld(world: World, found: FoundInWorld): WorldScore {
  return {
    worlds: 1,
    segments: scoreSegments(world, found),
    anomalies: scoreAnomalies(world, found),
    windows: scoreWindows(world, found),
    contacts: scoreContacts(world, found),
    numbers: scoreNumbers(world, found),
  };
}

export function addScores(one: WorldScore, other: WorldScore): WorldScore {
  return {
    worlds: one.worlds + other.worlds,
    segments: addSegments(one.segments, other.segments),
    anomalies: addAnomalies(one.anomalies, other.anomalies),
    windows: addWindows(one.windows, other.windows),
    contacts: addContacts(one.contacts, other.contacts),
    numbers: addNumbers(one.numbers, other.numbers),
  };
}
