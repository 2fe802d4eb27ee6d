import { fromColumn, fromNullableColumn, jsonFromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';

/** One search for numbers to clean, as people look at it. */
export type SeenRun = {
  readonly id: number;
  readonly asOf: Temporal.Instant;
  readonly startedAt: Temporal.Instant;
  /** null = under way, or died */
  readonly finishedAt: Temporal.Instant | null;
  readonly state: string;
  readonly heldBecause: string | null;
  readonly releasedBy: string | null;
  readonly releasedAt: Temporal.Instant | null;
  /** the base of shares */
  readonly reachableContacts: number;
  readonly proposed: number;
  readonly wouldSuppress: number;
  readonly withdrawn: number;
  /** sent to although opted out, in the 90 days before: a breach, no proposal */
  readonly optedOutContacts: number;
  readonly optedOutMessages: number;
  readonly rulesVersion: number;
  readonly phoneLibrary: string;
  readonly settings: unknown;
  /** failures that did not count, and why */
  readonly excludedCells: unknown;
};

/** Newest first. */
export async function listCleaningRuns(db: Db, most: number, offset: number): Promise<readonly SeenRun[]> {
  const rows = await db('cleaning_runs').orderBy('id', 'desc').limit(most).offset(offset).select();
  return rows.map(runFrom);
}

/** null = there is none. */
export async function findCleaningRun(db: Db, id: number): Promise<SeenRun | null> {
  const row = await db('cleaning_runs').where({ id }).first();
  return row === undefined ? null : runFrom(row);
}

export async function listHeldRuns(db: Db): Promise<readonly SeenRun[]> {
  const rows = await db('cleaning_runs').where({ state: 'held' }).orderBy('id', 'desc').limit(10).select();
  return rows.map(runFrom);
}

type RunRow = {
  readonly id: number;
  readonly as_of: Date;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly state: string;
  readonly held_because: string | null;
  readonly released_by: string | null;
  readonly released_at: Date | null;
  readonly reachable_contacts: number;
  readonly proposed: number;
  readonly would_suppress: number;
  readonly withdrawn: number;
  readonly opted_out_contacts: number;
  readonly opted_out_messages: number;
  readonly rules_version: number;
  readonly phone_library: string;
  readonly settings: unknown;
  readonly excluded_cells: unknown;
};

function runFrom(row: RunRow): SeenRun {
  return {
    id: row.id,
    asOf: fromColumn(row.as_of),
    startedAt: fromColumn(row.started_at),
    finishedAt: fromNullableColumn(row.finished_at),
    state: row.state,
    heldBecause: row.held_because,
    releasedBy: row.released_by,
    releasedAt: fromNullableColumn(row.released_at),
    reachableContacts: Number(row.reachable_contacts),
    proposed: Number(row.proposed),
    wouldSuppress: Number(row.would_suppress),
    withdrawn: Number(row.withdrawn),
    optedOutContacts: Number(row.opted_out_contacts),
    optedOutMessages: Number(row.opted_out_messages),
    rulesVersion: row.rules_version,
    phoneLibrary: row.phone_library,
    settings: jsonFromColumn(row.settings),
    excludedCells: jsonFromColumn(row.excluded_cells) ?? null,
  };
}
