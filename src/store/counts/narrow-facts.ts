import type { CohortFilter } from './load-cohorts.ts';

type Narrowed = {
  /** goes behind conditions on campaigns `a` and message_facts `f` */
  readonly where: string;
  readonly bindings: Readonly<Record<string, number | string>>;
};

/** A filter as a condition and its values: `:from` and `:to` in epoch seconds, ids of the sending platform. */
export function narrowFacts({ window, campaignIds, segmentIds }: CohortFilter): Narrowed {
  const bindings: Record<string, number | string> = {
    from: Math.floor(window.from.epochMilliseconds / 1000),
    to: Math.floor(window.to.epochMilliseconds / 1000),
  };
  const listed = (name: string, ids: readonly string[]): string => {
    for (const [at, id] of ids.entries()) bindings[`${name}${at}`] = id;
    return ids.length === 0 ? 'NULL' : ids.map((_, at) => `:${name}${at}`).join(', ');
  };
  const campaigns =
    campaignIds === undefined ? '' : ` AND a.campaign_id IN (${listed('campaign', campaignIds)})`;
  const segments =
    segmentIds === undefined
      ? ''
      : ` AND f.segment_id IN (SELECT s.id FROM segments s WHERE s.segment_id IN (${listed('segment', segmentIds)}))`;
  return { where: `${campaigns}${segments}`, bindings };
}
