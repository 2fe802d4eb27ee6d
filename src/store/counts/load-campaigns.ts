import { Failure } from '../../core/failure.ts';
import type { Db } from '../connect.ts';
import type { CohortFilter } from './load-cohorts.ts';

export type CampaignSummary = {
  /** id of the sending platform */
  readonly id: string;
  readonly name: string;
  readonly kind: 'promotional' | 'transactional';
  readonly hasLink: boolean;
  readonly attributionHours: number;
  /** kind of conversion the headline counts */
  readonly primaryKind: string;
  /** sent inside the window */
  readonly firstSentAt: Temporal.Instant;
  readonly lastSentAt: Temporal.Instant;
  readonly variants: readonly {
    readonly id: string;
    readonly label: string;
    readonly plannedShare: number | null;
    readonly isControl: boolean;
    readonly isHoldout: boolean;
  }[];
};

/** Campaigns with a message in the window, sorted by first sending, then id. */
export async function loadCampaigns(_db: Db, _filter: CohortFilter): Promise<readonly CampaignSummary[]> {
  throw new Failure('internal', 'campaigns are not loaded yet');
}
