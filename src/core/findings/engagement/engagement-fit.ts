/**
 * Click or opt-out rates of segments, with the content of the campaigns and the weeks taken apart (findings.md 2):
 * g(p) = level(segment, phase) + week + content + e, with g = logit of clicks, log of opt-outs per text. Arrays are indexed
 * by the number of a name in its map; a group is a segment's panel or its newer contacts.
 */
export type EngagementFit = {
  readonly outcome: Outcome;
  /** of history */
  readonly weeks: number;
  readonly campaigns: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, number>;
  /** of history of each group: a segment has phases of its own */
  readonly groupWeeks: Int32Array;
  /** group * 3 + phase (baseline, between, recent); what was never sent has the level of the phase next to it */
  readonly levels: Float64Array;
  readonly meanLevel: number;
  /** of a campaign: normal, mean 0 */
  readonly content: Float64Array;
  /** by weeks ago; mean 0 within a phase: what a whole phase has in common stands in the levels */
  readonly week: Float64Array;
  readonly contentVariance: number;
  /** of a cell around what the model says, beside its sampling variance */
  readonly cellVariance: number;
  /** of the fit; the most allowed = it did not settle */
  readonly passes: number;
};

export type Outcome = 'clicks' | 'opt-outs';

export type EngagementFits = { readonly clicks: EngagementFit; readonly optOuts: EngagementFit };

export function groupKey(segment: string, isPanel: boolean): string {
  return `${isPanel ? 'panel' : 'newer'} ${segment}`;
}
