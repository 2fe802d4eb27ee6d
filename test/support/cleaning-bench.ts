import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import type { RecommendationState } from '../../src/core/cleaning/life-cycle.ts';
import { isOpen } from '../../src/core/cleaning/life-cycle.ts';
import type { Action, ActionDetail, Evidence, Reason } from '../../src/core/cleaning/recommendation.ts';
import { maskPhone } from '../../src/core/phone-number.ts';
import { derivePhoneKeys } from '../../src/crypto/phones.ts';
import type { Db } from '../../src/store/connect.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

export const CLEANING_SECRET = 'a secret for cleaning in tests, 40 chars';
export const AS_OF = Temporal.Instant.from('2026-11-24T00:00:00Z');
export const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z');
export const keys = derivePhoneKeys(CLEANING_SECRET);

export type Planted = {
  readonly contact: number;
  readonly state?: RecommendationState;
  readonly reason?: Reason;
  readonly action?: Action;
  readonly detail?: ActionDetail;
  readonly confidence?: number;
  readonly runId?: number;
  readonly segmentId?: number;
  readonly decidedBy?: string;
  readonly columns?: Readonly<Record<string, unknown>>;
};

export type CleaningBench = FreshDatabase & {
  /** contacts c1..cN with the numbers of `phoneOf`, in segment s1 (odd) or s2 (even) */
  readonly plant: (contacts: number) => Promise<void>;
  readonly plantRun: (columns?: Readonly<Record<string, unknown>>) => Promise<number>;
  /** ids in the order of the list */
  readonly recommend: (list: readonly Planted[]) => Promise<readonly number[]>;
  readonly states: () => Promise<Readonly<Record<string, string>>>;
  readonly empty: () => Promise<void>;
};

export function phoneOf(contact: number): string {
  return `+4791${String(contact).padStart(6, '0')}`;
}

export const EVIDENCE: Evidence = {
  events: [],
  strong: 2,
  medium: 0,
  weak: 0,
  campaigns: 2,
  spanDays: 9,
  excludedAsOutage: 0,
  delivered: 0,
  humanClicks: 0,
  orders: 0,
  phoneVerdict: null,
  because: 'two campaigns found no such number',
};

export async function cleaningBench(): Promise<CleaningBench> {
  const fresh = await freshDatabase();
  const { db } = fresh;
  return {
    ...fresh,
    plant: (contacts) => plantContacts(db, contacts),
    plantRun: (columns = {}) => plantRun(db, columns),
    recommend: (list) => recommend(db, list),
    states: async () => {
      const rows = await db('recommendations').orderBy('id').select('id', 'state');
      return Object.fromEntries(rows.map((row) => [String(row.id), String(row.state)]));
    },
    empty: async () => {
      for (const table of EMPTIED) await db(table).delete();
    },
  };
}

const EMPTIED = [
  'segments',
  'contacts',
  'campaigns',
  'messages',
  'receipts',
  'clicks',
  'conversions',
  'opt_outs',
  'inbound',
  'cleaning_runs',
  'recommendations',
  'recommendation_events',
  'apply_batches',
  'apply_items',
  'suppressions',
  'contact_changes',
  'audit_log',
];

async function plantContacts(db: Db, contacts: number): Promise<void> {
  await db('segments').insert([
    { id: 1, segment_id: 's1', name: 'Odd' },
    { id: 2, segment_id: 's2', name: 'Even' },
  ]);
  const rows = Array.from({ length: contacts }, (_, at) => contactRow(at + 1));
  for (let at = 0; at < rows.length; at += 1_000) await db('contacts').insert(rows.slice(at, at + 1_000));
}

function contactRow(number: number) {
  return {
    id: number,
    contact_id: `c${number}`,
    person_id: number,
    phone_hmac: keys.hash(phoneOf(number)),
    phone_enc: keys.encrypt(phoneOf(number)),
    phone_kind: 'mobile',
    phone_valid: 1,
    country: 'NO',
    segment_id: number % 2 === 1 ? 1 : 2,
  };
}

async function plantRun(db: Db, columns: Readonly<Record<string, unknown>>): Promise<number> {
  const [id] = await db('cleaning_runs').insert({
    as_of: new Date(AS_OF.epochMilliseconds),
    started_at: new Date(AS_OF.epochMilliseconds),
    finished_at: new Date(AS_OF.epochMilliseconds),
    state: 'open',
    settings: '{}',
    rules_version: 1,
    code_table: 1,
    phone_library: 'test',
    ...columns,
  });
  return Number(id);
}

async function recommend(db: Db, list: readonly Planted[]): Promise<readonly number[]> {
  const [last] = await db('recommendations').max({ id: 'id' });
  const rows = list.map((one, at) => recommendationRow(Number(last?.['id'] ?? 0) + at + 1, one));
  for (let at = 0; at < rows.length; at += 500) await db('recommendations').insert(rows.slice(at, at + 500));
  return rows.map(({ id }) => id);
}

const JSON_EVIDENCE = canonicalJson(EVIDENCE);

function recommendationRow(id: number, one: Planted) {
  const state = one.state ?? 'proposed';
  return {
    id,
    run_id: one.runId ?? 1,
    contact_id: one.contact,
    person_id: one.contact,
    segment_id: one.segmentId ?? (one.contact % 2 === 1 ? 1 : 2),
    phone_hmac: keys.hash(phoneOf(one.contact)),
    phone_masked: maskPhone(phoneOf(one.contact)),
    reason: one.reason ?? 'invalid_number',
    rule_id: 'R1',
    rule_version: 1,
    action: one.action ?? 'suppress',
    action_detail: one.detail === undefined ? null : canonicalJson(one.detail),
    confidence: one.confidence ?? 0.95,
    evidence: JSON_EVIDENCE,
    evidence_hash: createHash('sha256').update(JSON_EVIDENCE).digest(),
    first_evidence_at: new Date('2026-11-10T10:00:00Z'),
    last_evidence_at: new Date('2026-11-19T10:00:00Z'),
    saving_min_micro: 100_000,
    saving_max_micro: 300_000,
    currency: 'EUR',
    state,
    state_at: new Date(AS_OF.epochMilliseconds),
    is_open: isOpen(state) ? 1 : null,
    proposed_at: new Date(AS_OF.epochMilliseconds),
    expires_at: new Date('2026-12-20T00:00:00Z'),
    decided_by: one.decidedBy ?? null,
    decided_at: one.decidedBy === undefined ? null : new Date('2026-11-24T09:00:00Z'),
    ...one.columns,
  };
}
