import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { recipientsToColumn } from './schedule-recipients.ts';
import type { Schedule, ScheduleContent, Watermark } from './schedules.ts';

const TABLE = 'report_schedules';

/** A new schedule plans from `plannedUntil` on; nothing before is missed. Returns its id. */
export async function insertSchedule(
  db: Db,
  content: ScheduleContent,
  watermark: Watermark,
  now: Temporal.Instant,
): Promise<number> {
  const [id] = await db(TABLE).insert({
    ...columnsOf(content),
    ...watermarkColumns(watermark),
    created_at: toColumn(now),
    updated_at: toColumn(now),
  });
  return Number(id);
}

/** false = somebody else changed or planned it since `schedule` was read. A removed schedule comes back. */
export async function updateSchedule(
  db: Db,
  schedule: Schedule,
  content: ScheduleContent,
  watermark: Watermark,
  now: Temporal.Instant,
): Promise<boolean> {
  const changed = await unchangedSince(db, schedule).update({
    ...columnsOf(content),
    ...watermarkColumns(watermark),
    version: schedule.version + 1,
    updated_at: toColumn(now),
    removed_at: null,
  });
  return changed === 1;
}

/**
 * Takes the occurrences up to the new watermark for this transaction: of several planners one gets `true`, the others
 * wait for its row lock and then see that the watermark has moved. Works without SKIP LOCKED.
 */
export async function moveWatermark(db: Db, schedule: Schedule, watermark: Watermark): Promise<boolean> {
  const changed = await unchangedSince(db, schedule).update(watermarkColumns(watermark));
  return changed === 1;
}

/**
 * The same for many at once; gives the ids of those it moved. Rows are locked in the order of their ids, so that planners
 * that race wait for each other and never crosswise.
 */
export async function moveWatermarks(
  db: Db,
  moves: readonly { readonly schedule: Schedule; readonly watermark: Watermark }[],
): Promise<ReadonlySet<number>> {
  const rows: readonly Locked[] = await db(TABLE)
    .whereIn(
      'id',
      moves.map(({ schedule }) => schedule.id),
    )
    .orderBy('id')
    .forUpdate()
    .select('id', 'version', 'planned_until');
  const locked = new Map(rows.map((row) => [Number(row.id), row]));
  const ours = moves.filter(({ schedule }) => isUnchanged(schedule, locked.get(schedule.id)));
  if (ours.length === 0) return new Set();
  const columns = ours.map(({ schedule, watermark }) => [schedule.id, watermarkColumns(watermark)] as const);
  const cases = columns.map(() => 'WHEN ? THEN ?').join(' ');
  await db(TABLE)
    .whereIn(
      'id',
      columns.map(([id]) => id),
    )
    .update({
      planned_until: db.raw(
        `CASE id ${cases} END`,
        columns.flatMap(([id, row]) => [id, row.planned_until]),
      ),
      next_due_at: db.raw(
        `CASE id ${cases} END`,
        columns.flatMap(([id, row]) => [id, row.next_due_at]),
      ),
    });
  return new Set(columns.map(([id]) => id));
}

type Locked = { readonly id: number; readonly version: number; readonly planned_until: Date };

function isUnchanged(schedule: Schedule, row: Locked | undefined): boolean {
  return (
    row !== undefined &&
    Number(row.version) === schedule.version &&
    row.planned_until.getTime() === schedule.plannedUntil.epochMilliseconds
  );
}

/** false = it was paused (or was not) already. Resuming plans from `watermark` on: a pause misses nothing. */
export async function pauseSchedule(db: Db, schedule: Schedule, now: Temporal.Instant): Promise<boolean> {
  const changed = await unchangedSince(db, schedule)
    .whereNull('paused_at')
    .update({ paused_at: toColumn(now), version: schedule.version + 1, updated_at: toColumn(now) });
  return changed === 1;
}

export async function resumeSchedule(
  db: Db,
  schedule: Schedule,
  watermark: Watermark,
  now: Temporal.Instant,
): Promise<boolean> {
  const changed = await unchangedSince(db, schedule)
    .whereNotNull('paused_at')
    .update({
      ...watermarkColumns(watermark),
      paused_at: null,
      version: schedule.version + 1,
      updated_at: toColumn(now),
    });
  return changed === 1;
}

/** The row stays for its runs; an apply with the same key brings it back. */
export async function removeSchedule(db: Db, schedule: Schedule, now: Temporal.Instant): Promise<boolean> {
  const changed = await unchangedSince(db, schedule)
    .whereNull('removed_at')
    .update({ removed_at: toColumn(now), version: schedule.version + 1, updated_at: toColumn(now) });
  return changed === 1;
}

function unchangedSince(db: Db, schedule: Schedule) {
  return db(TABLE).where({
    id: schedule.id,
    version: schedule.version,
    planned_until: toColumn(schedule.plannedUntil),
  });
}

function watermarkColumns({ plannedUntil, nextDueAt }: Watermark) {
  return {
    planned_until: toColumn(plannedUntil),
    next_due_at: nextDueAt === null ? null : toColumn(nextDueAt),
  };
}

function columnsOf(content: ScheduleContent) {
  return {
    schedule_key: content.key,
    report: content.report,
    title: content.title,
    rule: content.rule,
    timezone: content.timezone,
    window_kind: content.windowKind,
    variant: content.variant,
    only_if: content.onlyIf.length === 0 ? null : JSON.stringify(content.onlyIf),
    heartbeat: content.heartbeat,
    brands: content.brands === null ? null : JSON.stringify(content.brands),
    tags: content.tags === null ? null : JSON.stringify(content.tags),
    campaign_ids: content.campaignIds === null ? null : JSON.stringify(content.campaignIds),
    segment_ids: content.segmentIds === null ? null : JSON.stringify(content.segmentIds),
    recipients: recipientsToColumn(content),
    formats: JSON.stringify(content.formats),
    locale: content.locale,
    reply_to: content.replyTo,
    owner: content.owner,
    catch_up: content.catchUp.policy,
    catch_up_limit: content.catchUp.limit,
    ambiguous_policy: content.ambiguousPolicy,
    deadline_s: content.deadlineS,
    stale_after_s: content.staleAfterS,
  };
}
