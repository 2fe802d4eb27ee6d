import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import type { Action, Evidence, EvidenceEvent, Reason } from '../../src/core/cleaning/recommendation.ts';
import { maskPhone } from '../../src/core/phone-number.ts';
import type { Db } from '../../src/store/connect.ts';
import { AS_OF, type CleaningBench, EVIDENCE, keys, phoneOf } from './cleaning-bench.ts';

type Kind = {
  readonly reason: Reason;
  readonly rule: string;
  readonly action: Action;
  readonly confidence: number;
  readonly because: string;
  readonly failureClass: string;
};

/** What a list of a shop might look like on a Tuesday morning. */
const KINDS: readonly Kind[] = [
  {
    reason: 'invalid_number',
    rule: 'R1',
    action: 'suppress',
    confidence: 0.95,
    because: 'Unknown to the operator twice in 2 campaigns over 9 days, and nothing reached it since.',
    failureClass: 'invalid_number',
  },
  {
    reason: 'not_sms_capable',
    rule: 'R2',
    action: 'suppress',
    confidence: 0.9,
    because: 'The operator says twice that the line takes no SMS.',
    failureClass: 'not_sms_capable',
  },
  {
    reason: 'invalid_number',
    rule: 'R1b',
    action: 'hold',
    confidence: 0.6,
    because: 'Unknown to the operator once in one campaign; not enough to stop sending.',
    failureClass: 'invalid_number',
  },
  {
    reason: 'persistently_absent',
    rule: 'R5',
    action: 'sunset',
    confidence: 0.6,
    because: 'Not reached 5 times in 5 campaigns over 104 days.',
    failureClass: 'absent',
  },
  {
    reason: 'inactive',
    rule: 'R8',
    action: 'reengage',
    confidence: 0.5,
    because: '14 messages arrived and there was no click, reply or order for 180 days.',
    failureClass: 'none',
  },
];

const CAMPAIGNS = ['Autumn sale', 'Members only <b>', 'Payday', 'Black week', 'New in store'];

/** `count` recommendations, one a contact, of every kind in turn; contacts and run are planted too. */
export async function plantReview(bench: CleaningBench, count: number): Promise<readonly number[]> {
  await bench.plant(count);
  const runId = await bench.plantRun({
    reachable_contacts: count * 40,
    proposed: count,
    would_suppress: count / 2,
  });
  const rows = Array.from({ length: count }, (_, at) => rowOf(at + 1, runId));
  for (let at = 0; at < rows.length; at += 500)
    await bench.db('recommendations').insert(rows.slice(at, at + 500));
  return idsOf(bench.db);
}

async function idsOf(db: Db): Promise<readonly number[]> {
  const ids: readonly unknown[] = await db('recommendations').orderBy('id').pluck('id');
  return ids.map(Number);
}

function rowOf(contact: number, runId: number): object {
  const kind = KINDS[contact % KINDS.length] ?? KINDS[0];
  if (kind === undefined) throw new Error('there is no kind');
  const json = canonicalJson(evidenceOf(contact, kind));
  const lives = contact % 3 === 0;
  return {
    run_id: runId,
    contact_id: contact,
    person_id: contact,
    segment_id: contact % 2 === 1 ? 1 : 2,
    phone_hmac: keys.hash(phoneOf(contact)),
    phone_masked: maskPhone(phoneOf(contact)),
    reason: kind.reason,
    rule_id: kind.rule,
    rule_version: 1,
    action: kind.action,
    confidence: kind.confidence,
    evidence: json,
    evidence_hash: createHash('sha256').update(json).digest(),
    first_evidence_at: new Date('2026-11-10T10:00:00Z'),
    last_evidence_at: new Date('2026-11-19T10:00:00Z'),
    last_positive_at: lives ? new Date('2026-03-02T09:30:00Z') : null,
    last_delivered_at: lives ? new Date('2026-03-02T09:30:00Z') : null,
    last_click_at: lives ? new Date('2025-12-24T18:05:00Z') : null,
    saving_min_micro: contact % 7 === 0 ? null : 120_000 + contact * 1_000,
    saving_max_micro: contact % 7 === 0 ? null : 310_000 + contact * 1_000,
    revenue_at_risk_micro: contact % 11 === 0 ? 84_500_000 : 0,
    currency: contact % 7 === 0 ? null : 'EUR',
    state: 'proposed',
    state_at: new Date(AS_OF.epochMilliseconds),
    is_open: 1,
    proposed_at: new Date(AS_OF.epochMilliseconds),
    expires_at: new Date('2026-12-24T00:00:00Z'),
  };
}

function evidenceOf(contact: number, kind: Kind): Evidence {
  const weight = kind.confidence > 0.8 ? 'strong' : 'weak';
  const count = kind.failureClass === 'none' ? 0 : (contact % 3) + 2;
  return {
    ...EVIDENCE,
    events: Array.from({ length: count }, (_, at) => eventOf(contact, kind, at, weight)),
    strong: weight === 'strong' ? count : 0,
    weak: weight === 'weak' ? count : 0,
    campaigns: count,
    spanDays: count * 9,
    excludedAsOutage: contact % 5 === 0 ? 3 : 0,
    delivered: contact % 3 === 0 ? 4 : 0,
    humanClicks: contact % 3 === 0 ? 1 : 0,
    because: kind.because,
  };
}

function eventOf(contact: number, kind: Kind, at: number, weight: EvidenceEvent['weight']): EvidenceEvent {
  const occurredMs = Date.UTC(2026, 10, 19 - at * 9, 10, 4 + at);
  return {
    messageId: `m-${contact}-${at}`,
    campaignId: `camp-${at}`,
    campaign: CAMPAIGNS[at % CAMPAIGNS.length] ?? '',
    sentMs: occurredMs - 60_000,
    occurredMs,
    provider: 'link_mobility',
    code: '1005',
    carrier: at % 2 === 0 ? 'no.telenor' : 'no.telia',
    failureClass: kind.failureClass,
    weight,
  };
}
