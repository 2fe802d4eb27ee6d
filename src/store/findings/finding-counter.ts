import type { FlagCounts } from '../../core/findings/audience-health.ts';
import type { ContactBin, ScoredBin } from '../../core/findings/contact-fatigue/contact-bin.ts';
import type { Cell, DoseCell, HistorySegment, HourCell } from '../../core/findings/history.ts';
import type { ExpectedRate } from './save-rates.ts';

/** How contacts click; for those who never did. */
export type Usual = { readonly shape: number; readonly level: number };

/** What a search counts, step by step: each needs the one before. Lists are in the order of their keys. */
export type FindingCounter = {
  readonly readCells: () => Promise<{ readonly cells: readonly Cell[]; readonly hours: readonly HourCell[] }>;
  readonly countPersons: (rates: readonly ExpectedRate[]) => Promise<readonly HistorySegment[]>;
  readonly readBins: () => Promise<readonly ContactBin[]>;
  readonly readDoseCells: (usual: Usual) => Promise<readonly DoseCell[]>;
  /** `usual` null = nobody clicked, nobody is called silent */
  readonly saveFlags: (scored: {
    readonly bins: readonly ScoredBin[];
    readonly usual: Usual | null;
  }) => Promise<FlagCounts>;
};
