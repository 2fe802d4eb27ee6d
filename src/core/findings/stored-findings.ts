import { Failure } from '../failure.ts';
import type { Findings } from './findings.ts';

const LISTS = ['segments', 'common', 'windows', 'anomalies', 'drift'] as const;

/** Findings as JSON of one moment; `readFindings` gives them back. */
export function storeFindings(findings: Findings): unknown {
  return { ...findings, v: 1, asOf: findings.asOf.toString() };
}

/** What `storeFindings` wrote. Throws `internal` on anything else. */
export function readFindings(stored: unknown): Findings {
  if (!isStored(stored)) throw new Failure('internal', 'stored findings are not readable');
  const { segments, common, windows, anomalies, drift, doses } = stored;
  const asOf = Temporal.Instant.from(stored.asOf);
  const found = { asOf, segments, common, windows, anomalies, drift };
  return doses === undefined ? found : { ...found, doses };
}

type Stored = Omit<Findings, 'asOf'> & { readonly asOf: string };

/** Nobody else writes it, and the version tells one of another program: what stands in the lists is taken as written. */
function isStored(value: unknown): value is Stored {
  return (
    typeof value === 'object' &&
    value !== null &&
    'v' in value &&
    value.v === 1 &&
    'asOf' in value &&
    typeof value.asOf === 'string' &&
    LISTS.every((name) => Array.isArray(Reflect.get(value, name)))
  );
}
