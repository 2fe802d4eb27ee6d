import type { NoteSection } from '../report-model.ts';
import { type Decision, PLACE_LABELS } from './decision.ts';

/** What a reader is asked to decide, each with its worth and where; null when there is nothing. */
export function composeDecisions(
  decisions: readonly Decision[],
  reviewUrl: string | null = null,
): NoteSection | null {
  if (decisions.length === 0) return null;
  return {
    kind: 'note',
    id: 'decisions',
    title: 'To decide',
    lines: decisions.map(({ line }) => line),
    asked: decisions.map(({ worth, place }) => {
      const label = PLACE_LABELS[place];
      if (place !== 'review') return { worth, link: { label, section: place } };
      return reviewUrl === null ? { worth } : { worth, link: { label, url: reviewUrl } };
    }),
  };
}
