import type { FoundInWorld } from '../find-in-world.ts';
import type { World } from '../world/send.ts';
import { addHits, type Hits, hit, NO_HITS } from './hits.ts';

export type SegmentScore = {
  readonly fatigued: Hits;
  /** by kind of segment: how often it was called fatigued, declining, and how many there were */
  readonly kinds: ReadonlyMap<string, KindScore>;
};

export type KindScore = {
  readonly truth: string;
  readonly fatigued: number;
  readonly declining: number;
  readonly segments: number;
};

export function scoreSegments({ plan }: World, { segments }: FoundInWorld): SegmentScore {
  const verdicts = new Map(segments.map(({ segment, verdict }) => [segment, verdict]));
  const kinds = new Map<string, KindScore>();
  let fatigued = NO_HITS;
  for (const { id, kind, truth } of plan.segments) {
    const verdict = verdicts.get(id) ?? 'insufficient';
    fatigued = addHits(fatigued, hit(verdict === 'fatigued', truth === 'fatigued'));
    kinds.set(kind, {
      truth,
      fatigued: verdict === 'fatigued' ? 1 : 0,
      declining: verdict === 'declining' ? 1 : 0,
      segments: 1,
    });
  }
  return { fatigued, kinds };
}

export function addSegments(one: SegmentScore, other: SegmentScore): SegmentScore {
  const kinds = new Map(one.kinds);
  for (const [kind, score] of other.kinds) {
    const before = kinds.get(kind);
    kinds.set(kind, {
      truth: score.truth,
      fatigued: score.fatigued + (before?.fatigued ?? 0),
      declining: score.declining + (before?.declining ?? 0),
      segments: score.segments + (before?.segments ?? 0),
    });
  }
  return { fatigued: addHits(one.fatigued, other.fatigued), kinds };
}
