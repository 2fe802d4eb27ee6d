import { distrustedCodes } from '../../../core/cleaning/code-trust.ts';
import { notedOutages } from '../../../core/cleaning/noted-outages.ts';
import {
  type Cell,
  type FaultHour,
  findFaultHours,
  findOutages,
  type LeftOut,
} from '../../../core/cleaning/outages.ts';
import type { CleaningSettings } from '../../../core/cleaning/settings.ts';
import { FAILURE_CLASSES, failureClassOf } from '../../../core/failure-class.ts';
import type { Row } from '../../select-rows.ts';
import { loadNoted } from './load-noted.ts';
import { type ProposeSession, run, select } from './session.ts';
import { weighHistories } from './weigh-histories.ts';

const HOUR_S = 3600;

/**
 * Leaves out what failed in bunches, and queues the persons it makes a difference for. Everything is looked at again:
 * what was a bunch may be none, seen with what came later. `anew` = all evidence is summed, not only what changed.
 */
export async function leaveOut(session: ProposeSession, anew: boolean): Promise<readonly LeftOut[]> {
  await session.trx.raw('DELETE FROM propose_cells');
  if (anew) await run(session, 'empty-cells');
  if (anew) await run(session, 'sum-cells');
  else await run(session, 'drop-empty-cells');
  await run(session, 'fill-cells');
  const day = await timeCells(session, 24);
  const hour = await timeCells(session, 1);
  const campaigns = await campaignCells(session);
  const outages = findOutages([...campaigns, ...day.cells, ...hour.cells], session.settings);
  const found = [
    ...outages,
    ...notedOutages(campaigns, await loadNoted(session), outages, session.settings),
    ...findFaultHours(hour.faults, session.settings),
  ];
  for (const cell of found) await mark(session, cell);
  await run(session, 'enqueue-marked');
  await run(session, 'weigh-marked');
  await run(session, 'settle-marks');
  await weighHistories(session);
  return found;
}

/** Whether as many messages came to each end as when it was asked last: only then is a bunch still the same. */
export async function isCubeAsBefore(session: ProposeSession): Promise<boolean> {
  const { trx } = session;
  const [row] = await select(session, 'outage-checksum');
  const v = Number(row?.['checksum'] ?? 0);
  const before = await trx('cleaning_state').where({ k: 'outcomes' }).first('v');
  await trx('cleaning_state').insert({ k: 'outcomes', v }).onConflict('k').merge(['v']);
  return before !== undefined && Number(before.v) === v;
}

async function mark(session: ProposeSession, cell: LeftOut): Promise<void> {
  const bindings = {
    failureClass: cell.failureClass === null ? 0 : FAILURE_CLASSES[cell.failureClass].number,
    anyCarrier: cell.carrier === null ? 1 : 0,
    carrier: cell.carrier ?? '',
    everybody: cell.who === 'all' ? 1 : 0,
  };
  if (cell.campaign === null)
    await run(session, 'mark-time-cell', { ...bindings, from: cell.fromS, to: cell.toS });
  else await run(session, 'mark-campaign-cell', { ...bindings, campaign: cell.campaign });
}

/**
 * Codes that do not mean what the table says, of numbers that were reached before and of others: a code for a phone
 * that is off condemns the first, and only time tells. Sets the marks, and queues the persons where one changed.
 */
export async function distrustCodes(session: ProposeSession): Promise<void> {
  const { settings } = session;
  const rows = await select(session, 'trust-codes');
  const ofReached = distrusted(rows, 1, settings);
  const ofOthers = distrusted(rows, 0, settings);
  const codes: readonly { readonly id: number; readonly is_distrusted: number }[] = await session
    .trx('evidence_codes')
    .orderBy('id')
    .select('id', 'is_distrusted');
  for (const { id, is_distrusted: before } of codes) {
    const now = (ofReached.has(id) ? 1 : 0) + (ofOthers.has(id) ? 2 : 0);
    if (now === before) continue;
    await session.trx('evidence_codes').where({ id }).update({ is_distrusted: now });
    await run(session, 'enqueue-codes', { code: id });
  }
}

function distrusted(
  rows: readonly Row[],
  wasReached: number,
  settings: CleaningSettings,
): ReadonlySet<number> {
  const histories = rows
    .filter((row) => Number(row['was_reached']) === wasReached)
    .map((row) => ({
      codeId: Number(row['code_id']),
      condemned: Number(row['condemned']),
      reachedLater: Number(row['reached_later']),
    }));
  return new Set(distrustedCodes(histories, settings));
}

/** A failed message often names no operator: it is measured against all messages of the campaign. */
async function campaignCells(session: ProposeSession): Promise<readonly Cell[]> {
  const totals = (await select(session, 'outage-campaign-messages')).map((row) => ({
    place: Number(row['campaign_id']),
    carrier: String(row['carrier']),
    messages: Number(row['messages']),
    fromS: Number(row['from_s']),
    toS: Number(row['to_s']),
  }));
  const failures = (await select(session, 'outage-campaign-failures')).map((row) =>
    failureOf(row, 'campaign_id'),
  );
  return cellsOf(totals, failures, (campaign) => campaign);
}

type TimeCells = { readonly cells: readonly Cell[]; readonly faults: readonly FaultHour[] };

async function timeCells(session: ProposeSession, hours: number): Promise<TimeCells> {
  const seconds = hours * HOUR_S;
  const rows = (await select(session, 'outage-time-messages', { hours })).map((row) => ({
    place: Number(row['slot']),
    carrier: String(row['carrier']),
    messages: Number(row['messages']),
    faults: Number(row['faults']),
    fromS: Number(row['slot']) * seconds,
    toS: (Number(row['slot']) + 1) * seconds,
  }));
  const failures = (await select(session, 'outage-time-failures', { hours })).map((row) =>
    failureOf(row, 'slot'),
  );
  const whole = [...Map.groupBy(rows, ({ place }) => place).values()].map((own) => ({
    carrier: null,
    fromS: own[0]?.fromS ?? 0,
    messages: own.reduce((sum, { messages }) => sum + messages, 0),
    faults: own.reduce((sum, { faults }) => sum + faults, 0),
  }));
  return {
    cells: cellsOf(rows, failures, () => null).filter(
      ({ failures: count }) => count >= session.settings.outageLeast,
    ),
    faults: [...whole, ...rows.filter(({ carrier }) => carrier !== '')],
  };
}

type Total = {
  readonly place: number;
  readonly carrier: string;
  readonly messages: number;
  readonly fromS: number;
  readonly toS: number;
};
type Failures = Pick<Cell, 'failureClass' | 'failures' | 'known' | 'met' | 'reached'> & {
  readonly place: number;
  readonly carrier: string;
};

function failureOf(row: Row, place: string): Failures {
  return {
    place: Number(row[place]),
    carrier: String(row['carrier']),
    failureClass: failureClassOf(Number(row['failure_class'])) ?? 'unknown',
    failures: Number(row['failures']),
    known: Number(row['known']),
    met: Number(row['met']),
    reached: Number(row['reached']),
  };
}

/** One cell for each operator and class, with or without failures, and one for all operators together. */
function cellsOf(
  totals: readonly Total[],
  failures: readonly Failures[],
  campaignOf: (place: number) => number | null,
): readonly Cell[] {
  const classes = [...new Set(failures.map(({ failureClass }) => failureClass))];
  const failed = Map.groupBy(failures, ({ place }) => place);
  return [...Map.groupBy(totals, ({ place }) => place)].flatMap(([place, own]) => {
    const whole = {
      fromS: Math.min(...own.map(({ fromS }) => fromS)),
      toS: Math.max(...own.map(({ toS }) => toS)),
      messages: own.reduce((sum, { messages }) => sum + messages, 0),
    };
    const here = failed.get(place) ?? [];
    // without failures nothing is judged, but what is usual is made of campaigns without any too
    if (here.length === 0 && campaignOf(place) === null) return [];
    const parts = own.map(({ carrier, messages }) => ({
      carrier: carrier as string | null,
      messages: carrier === '' ? whole.messages : messages,
    }));
    return [...parts, { carrier: null, messages: whole.messages }].flatMap(({ carrier, messages }) =>
      classes.map((failureClass) => {
        const cells = here.filter(
          (cell) => cell.failureClass === failureClass && (carrier === null || cell.carrier === carrier),
        );
        return {
          campaign: campaignOf(place),
          carrier,
          failureClass,
          fromS: whole.fromS,
          toS: whole.toS,
          messages,
          failures: sumOf(cells, 'failures'),
          known: sumOf(cells, 'known'),
          met: sumOf(cells, 'met'),
          reached: sumOf(cells, 'reached'),
        };
      }),
    );
  });
}

function sumOf(cells: readonly Failures[], column: 'failures' | 'known' | 'met' | 'reached'): number {
  return cells.reduce((sum, cell) => sum + cell[column], 0);
}
