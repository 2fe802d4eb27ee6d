import { type FailureClass, failureClassOf } from '../../../core/failure-class.ts';
import { type ProposeSession, run } from './session.ts';
import { weighHistories } from './weigh-histories.ts';

export type CodeSeen = {
  readonly id: number;
  readonly provider: string;
  /** empty = none */
  readonly code: string;
  readonly failureClass: FailureClass;
};

/** An operator's word on a code, see `codes classify`. */
export type CodeOverride = Omit<CodeSeen, 'id'> & { readonly weight: number };

const WEIGHTS: Readonly<Record<string, number>> = { none: 0, weak: 1, medium: 2, strong: 3 };

export async function loadOverrides(session: ProposeSession): Promise<readonly CodeOverride[]> {
  const rows: readonly { provider: string; code: string; failure_class: number; evidence: string }[] =
    await session.trx('code_overrides').select('provider', 'code', 'failure_class', 'evidence');
  return rows.map((row) => ({
    provider: row.provider,
    code: row.code,
    failureClass: failureClassOf(row.failure_class) ?? 'unknown',
    weight: WEIGHTS[row.evidence] ?? 0,
  }));
}

/** Weighs every code that ever came; queues the persons of those whose weight changed. 0 none to 3 strong. */
export async function weighCodes(
  session: ProposeSession,
  weightOf: (code: CodeSeen) => number,
): Promise<void> {
  const rows: readonly {
    id: number;
    provider: string;
    code: string;
    failure_class: number;
    weight: number;
  }[] = await session
    .trx('evidence_codes')
    .select('id', 'provider', 'code', 'failure_class', 'weight')
    .orderBy('id');
  for (const { id, provider, code, failure_class: number, weight: before } of rows) {
    const weight = weightOf({ id, provider, code, failureClass: failureClassOf(number) ?? 'unknown' });
    if (weight === before) continue;
    await session.trx('evidence_codes').where({ id }).update({ weight });
    await run(session, 'enqueue-codes', { code: id });
    await run(session, 'weigh-code', { code: id });
  }
  await weighHistories(session);
}
