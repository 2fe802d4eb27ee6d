import { type SegmentFinding } from '../../../core/findings/findings.ts';
import { readFindings } from '../../../core/findings/stored-findings.ts';
import { lastFindingRun } from '../../findings/finding-runs.ts';
import { fillMarks } from '../../findings/marks.ts';
import { statement } from '../../roll-up/statement.ts';
import { type ProposeSession, run } from './session.ts';

const DAY_MS = 86_400_000;

/**
 * Takes over whom the last kept search for findings flagged, and queues whoever is flagged or was. Nothing when that
 * search is the one of last time; one that is long past flags nobody.
 */
export async function takeFlags(session: ProposeSession): Promise<void> {
  const { trx } = session;
  const found = await currentFindings(session);
  const state = await trx('cleaning_state').where({ k: 'flags' }).first('v');
  const v = found?.id ?? 0;
  if (Number(state?.v ?? 0) === v) return;
  await run(session, 'enqueue-flagged');
  await trx('cleaning_flags').delete();
  if (found !== null) {
    await trx.raw(fillMarks(statement('cleaning/propose/save-flags'), 'now'), {
      run: found.id,
      findingsAsOf: Math.floor(found.asOf.epochMilliseconds / 1000),
    });
    await setPaces(session, readFindings(found.findings).segments);
    await run(session, 'enqueue-flagged');
  }
  await trx('cleaning_state').insert({ k: 'flags', v }).onConflict('k').merge(['v']);
}

/** The last kept search for findings before this one, unless it is long past. */
export async function currentFindings({
  trx,
  asOfS,
  settings,
}: ProposeSession): Promise<Awaited<ReturnType<typeof lastFindingRun>>> {
  const asOf = Temporal.Instant.fromEpochMilliseconds(asOfS * 1000);
  const found = await lastFindingRun(trx, asOf);
  const isPast =
    found !== null &&
    asOf.epochMilliseconds - found.asOf.epochMilliseconds > settings.fatigueKnownDays * DAY_MS;
  return isPast ? null : found;
}

async function setPaces({ trx }: ProposeSession, segments: readonly SegmentFinding[]): Promise<void> {
  for (const { segment, textsPerWeek } of segments) {
    if (textsPerWeek === null) continue;
    const row = await trx('segments').where({ segment_id: segment }).first('id');
    await trx('cleaning_flags')
      .where({ segment_id: Number(row?.id ?? 0) })
      .update({ per_week: textsPerWeek });
  }
}
