import { explain } from '../explain/explain.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';

/** More is an analysis, and this is a mail (judgement). */
const MOST_LINES = 4;

/** Which campaign, segment or mix moved a figure that clearly moved; null when nothing did, or nobody can say. */
export function composeMoved(reading: Reading): NoteSection | null {
  const lines = explain(reading).map(({ line }) => line);
  return lines.length === 0
    ? null
    : { kind: 'note', id: 'moved', title: 'What moved it', lines: lines.slice(0, MOST_LINES) };
}
