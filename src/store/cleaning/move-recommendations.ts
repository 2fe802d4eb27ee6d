import {
  isOpen,
  type LifeEvent,
  nextState,
  type RecommendationState,
} from '../../core/cleaning/life-cycle.ts';
import { Failure } from '../../core/failure.ts';
import { type AuditEntry, writeAudit } from '../audit.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';

/** A recommendation as somebody saw it. */
export type Movable = {
  readonly id: number;
  readonly version: number;
  readonly state: RecommendationState;
};

type Columns = Readonly<Record<string, Date | string | number | null>>;

const AT_ONCE = 1_000;

/**
 * The one way a state changes: `UPDATE ... WHERE id, state, version`, every row counted. Throws `bad-state` (retryable)
 * when one of them is not any more what was seen; the caller's transaction rolls back.
 */
export async function moveRecommendations(
  trx: Db,
  seen: readonly Movable[],
  event: LifeEvent,
  at: Temporal.Instant,
  columns: Columns = {},
): Promise<void> {
  for (const { state, version, ids } of alike(seen)) {
    const next = nextState(state, event);
    if (next === null) throw new Failure('bad-state', `a recommendation that is ${state} cannot ${event}`);
    const changed = await trx('recommendations')
      .whereIn('id', ids)
      .where({ state, version })
      .update({
        ...columns,
        state: next,
        state_at: toColumn(at),
        is_open: isOpen(next) ? 1 : null,
        version: version + 1,
      });
    if (changed !== ids.length) throw overtaken();
  }
}

/** Columns without a change of state, as the first of two approvals is. */
export async function noteOnRecommendations(
  trx: Db,
  seen: readonly Movable[],
  columns: Columns,
): Promise<void> {
  for (const { state, version, ids } of alike(seen)) {
    const changed = await trx('recommendations')
      .whereIn('id', ids)
      .where({ state, version })
      .update({ ...columns, version: version + 1 });
    if (changed !== ids.length) throw overtaken();
  }
}

function overtaken(): Failure {
  return new Failure('bad-state', 'somebody else changed a recommendation at this moment', {
    retryable: true,
  });
}

type Alike = {
  readonly state: RecommendationState;
  readonly version: number;
  readonly ids: readonly number[];
};

function alike(seen: readonly Movable[]): readonly Alike[] {
  const groups = new Map<string, { state: RecommendationState; version: number; ids: number[] }>();
  for (const { id, state, version } of seen) {
    const key = `${state} ${version}`;
    const group = groups.get(key) ?? { state, version, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ state, version, ids }) =>
    pieces(ids, AT_ONCE).map((some) => ({ state, version, ids: some })),
  );
}

/** Ids in one entry of the audit log. */
const AUDITED = 5_000;

/** One entry for each 5,000: the frozen list with the versions that were seen. Each recommendation finds its entries again. */
export async function auditRecommendations(
  trx: Db,
  seen: readonly Movable[],
  entry: Omit<AuditEntry, 'object' | 'detail'> & { readonly detail: Readonly<Record<string, unknown>> },
  at: Temporal.Instant,
): Promise<void> {
  for (const some of pieces(seen, AUDITED)) {
    const [only] = some;
    const object =
      some.length === 1 && only !== undefined
        ? `recommendation ${only.id}`
        : `recommendations ${some.length}`;
    const detail = { ...entry.detail, seen: some.map(({ id, state, version }) => [id, state, version]) };
    const auditId = await writeAudit(trx, { ...entry, object, detail }, at);
    const rows = some.map(({ id }) => ({ recommendation_id: id, audit_id: auditId }));
    for (const part of pieces(rows, AT_ONCE)) await trx('recommendation_events').insert(part);
  }
}

export function pieces<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  );
}
