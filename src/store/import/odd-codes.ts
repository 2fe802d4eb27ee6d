import { type MergeSession, run, select } from './merge-session.ts';

/** Codes of staged messages that are in no table, or that an operator classified. */
export type OddCodes = { readonly unknown: number; readonly classified: number };

/** Before the rows are merged: what operators said of codes goes into them. */
export async function applyOverrides(session: Pick<MergeSession, 'trx' | 'onStatement'>): Promise<OddCodes> {
  const row = (await select(session, 'look-at-codes'))[0];
  const hasWork = Number(row?.codes) > 0 && Number(row?.overrides) > 0;
  const classified = hasWork ? await run(session, 'apply-overrides') : 0;
  return { unknown: Number(row?.unknown_codes), classified };
}

/** After it, as for events of providers: unknown codes are counted, each receipt once, and all odd ones noted. */
export async function noteOddCodes(session: MergeSession, { unknown, classified }: OddCodes): Promise<void> {
  if (unknown > 0) await run(session, 'count-unknown-codes');
  if (unknown > 0 || classified > 0) await run(session, 'note-odd-receipts');
}
