import type { AudienceHealth } from '../../findings/audience-health.ts';
import { type Figure, term, text } from '../figure.ts';

export function segmentName({ segmentNames }: AudienceHealth, segment: string): Figure {
  if (segment === '') return term('Contacts without a segment');
  return text(segmentNames.get(segment) ?? segment);
}

export function campaignName({ campaigns }: AudienceHealth, campaignId: string): Figure {
  return text(campaigns.get(campaignId)?.name ?? campaignId);
}
