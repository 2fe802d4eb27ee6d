import type { CountKey } from '../counts.ts';

/** Counts that a report tells of an hour: click-through and what stands behind it. Others need not be read. */
export const COUNTS_OF_HOURS = ['linkedContacts', 'clickingContacts'] as const satisfies readonly CountKey[];
