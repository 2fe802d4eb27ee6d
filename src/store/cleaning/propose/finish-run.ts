import { canonicalJson } from '../../../core/canonical-json.ts';
import { heldBecause, type Reach } from '../../../core/cleaning/blast-radius.ts';
import type { LeftOut } from '../../../core/cleaning/outages.ts';
import { writeAudit } from '../../audit.ts';
import { toColumn } from '../../column-values.ts';
import type { Row } from '../../select-rows.ts';
import { loadCounts, type StoredRun } from './cleaning-runs.ts';
import { type ProposeSession, select } from './session.ts';

export type Ending = {
  readonly state: 'open' | 'held';
  readonly heldBecause: string | null;
  readonly reachable: number;
  readonly wouldSuppress: number;
  /** sent to although opted out, in the last 90 days: a breach, no proposal */
  readonly optedOut: { readonly contacts: number; readonly messages: number };
};

/** One of `excluded_cells`: what was left out, and the sentence a reader is told. */
export type ExcludedCell = LeftOut & { readonly campaignId: string | null; readonly why: string };

/** Weighs the run: how far it reaches, whom it concerns, whether a person has to release it. */
export async function finishRun(
  session: ProposeSession,
  run: StoredRun,
  previousWouldSuppress: number | null,
  excluded: readonly ExcludedCell[] | null,
  finishedAt: Temporal.Instant,
): Promise<Ending> {
  const reaches = await loadReaches(session);
  const whole = reaches.find(({ segment }) => segment === null);
  const because = heldBecause(reaches, previousWouldSuppress, session.settings);
  const [breach] = await select(session, 'breaches');
  const ending: Ending = {
    state: because === null ? 'open' : 'held',
    heldBecause: because,
    reachable: whole?.reachable ?? 0,
    wouldSuppress: whole?.takenOut ?? 0,
    optedOut: { contacts: Number(breach?.['contacts'] ?? 0), messages: Number(breach?.['messages'] ?? 0) },
  };
  const { trx } = session;
  await trx('cleaning_runs')
    .where({ id: run.id })
    .update({
      state: ending.state,
      held_because: because,
      finished_at: toColumn(finishedAt),
      reachable_contacts: ending.reachable,
      would_suppress: ending.wouldSuppress,
      opted_out_contacts: ending.optedOut.contacts,
      opted_out_messages: ending.optedOut.messages,
      // nothing new came: what was left out before is left out still
      excluded_cells: excluded === null ? await previousCells(session, run.id) : canonicalJson(excluded),
    });
  const counts = await loadCounts(trx, run.id);
  const detail = {
    ...counts,
    state: ending.state,
    heldBecause: because,
    wouldSuppress: ending.wouldSuppress,
  };
  await writeAudit(
    trx,
    { actor: 'system', action: 'propose-cleaning', object: `cleaning-run:${run.id}`, detail },
    finishedAt,
  );
  return ending;
}

async function previousCells({ trx }: ProposeSession, runId: number): Promise<string> {
  const row = await trx('cleaning_runs')
    .where('id', '<', runId)
    .whereNotNull('excluded_cells')
    .orderBy('id', 'desc')
    .first('excluded_cells');
  const cells: unknown = row?.excluded_cells ?? [];
  return typeof cells === 'string' ? cells : JSON.stringify(cells);
}

async function loadReaches(session: ProposeSession): Promise<readonly Reach[]> {
  const contacts = bySegment(await select(session, 'reach-segments'), 'contacts');
  const none = bySegment(await select(session, 'reach-none'), 'contacts');
  const gone = bySegment(await select(session, 'reach-gone'), 'contacts');
  const open = await select(session, 'reach-open');
  const takenOut = bySegment(open, 'contacts');
  const names = new Map(open.map((row) => [Number(row['segment_id']), String(row['name'])]));
  const segments = [...new Set([...contacts.keys(), ...takenOut.keys()])].map((segment) => ({
    segment: names.get(segment) ?? '',
    number: segment,
    reachable: (contacts.get(segment) ?? 0) - (none.get(segment) ?? 0) - (gone.get(segment) ?? 0),
    takenOut: takenOut.get(segment) ?? 0,
  }));
  const sum = (column: 'reachable' | 'takenOut'): number =>
    segments.reduce((total, segment) => total + segment[column], 0);
  const whole: Reach = { segment: null, reachable: sum('reachable'), takenOut: sum('takenOut') };
  return [whole, ...segments.filter(({ number }) => number !== 0)];
}

function bySegment(rows: readonly Row[], column: string): ReadonlyMap<number, number> {
  return new Map(rows.map((row) => [Number(row['segment_id']), Number(row[column])]));
}
