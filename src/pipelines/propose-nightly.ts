import type { CleaningSettings } from '../core/cleaning/settings.ts';
import { type ProposeNeeds, proposeCleaning } from './propose-cleaning.ts';

/** A search as of now, told in one line. */
export async function proposeNightly(
  needs: ProposeNeeds,
  settings: CleaningSettings,
  tell: (event: string, fields: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  const { id, state, heldBecause, counts, optedOut } = await proposeCleaning(needs, { settings });
  tell('cleaning-proposed', {
    run: id,
    state,
    heldBecause,
    optedOutYetMessaged: optedOut.messages,
    ...counts,
  });
}
