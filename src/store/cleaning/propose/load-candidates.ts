import type { SharingContact } from '../../../core/cleaning/duplicates.ts';
import { STATES } from '../../../core/cleaning/life-cycle.ts';
import type { EvidenceWeight, FatigueSeen } from '../../../core/cleaning/number-evidence.ts';
import { REASONS } from '../../../core/cleaning/recommendation.ts';
import type { Earlier } from '../../../core/cleaning/renewal.ts';
import { type FailureClass, failureClassOf } from '../../../core/failure-class.ts';
import { readRow } from '../../read-row.ts';
import type { Row } from '../../select-rows.ts';
import { type ProposeSession, select } from './session.ts';

/** A row of the list. Times are epoch seconds, 0 = never. */
export type CandidateContact = {
  readonly id: number;
  /** of the sending platform */
  readonly contactId: string;
  readonly segment: number;
  readonly phoneHmac: Buffer | null;
  readonly phoneEnc: Buffer | null;
  readonly phoneKind: string | null;
  readonly country: string | null;
  readonly verdict: string | null;
  readonly verdictRule: string | null;
  /** only the notation is odd: the number we hold is the one that is meant */
  readonly isNotation: boolean;
  readonly candidateEnc: Buffer | null;
  readonly candidateMasked: string | null;
};

export type Activity = {
  readonly attempts: number;
  readonly delivered: number;
  readonly deliveredLately: number;
  readonly deliveredSilent: number;
  readonly lastDeliveredS: number;
  readonly lastClickS: number;
  readonly engagedS: number;
  readonly orderedS: number;
  readonly positiveS: number;
  readonly expectedClicks: number;
  readonly inactiveFromS: number | null;
};

export type CandidateFailure = {
  readonly sentS: number;
  readonly message: number;
  readonly campaign: number;
  readonly failureClass: FailureClass;
  readonly provider: string;
  readonly code: string;
  readonly carrier: string;
  /** null = proves nothing */
  readonly weight: EvidenceWeight | null;
  readonly isLeftOut: boolean;
  /** later messages of the person whose outcome is unknown */
  readonly unansweredAfter: number;
};

export type Candidate = {
  readonly person: number;
  readonly contacts: readonly CandidateContact[];
  readonly activity: Activity;
  /** newest first */
  readonly failures: readonly CandidateFailure[];
  readonly isOptedOut: boolean;
  readonly isSuppressed: boolean;
  readonly deliveredSinceAsked: number | null;
  /** only where several rows share the number */
  readonly sharing: readonly SharingContact[];
  readonly fatigue: FatigueSeen | null;
  /** by contact: what was recommended, the newest of each reason */
  readonly earlier: ReadonlyMap<number, readonly Earlier[]>;
};

/** What the rules need of the persons taken. */
export async function loadCandidates(session: ProposeSession): Promise<readonly Candidate[]> {
  const contacts = await select(session, 'judge-contacts');
  const failures = byPerson(await select(session, 'judge-failures'));
  const wishes = byPerson(await select(session, 'judge-wishes'));
  const suppressed = byPerson(await select(session, 'judge-suppressed'));
  const asked = byPerson(await select(session, 'judge-asked'));
  const sharing = byPerson(await select(session, 'judge-sharing'));
  const flags = byPerson(await select(session, 'judge-fatigue'));
  const earlier = Map.groupBy(await select(session, 'judge-earlier'), (row) => Number(row['contact_id']));
  return [...byPerson(contacts)].map(([person, rows]) => {
    const own = rows.map(readContact);
    const wish = wishes.get(person)?.[0];
    const externalIds = new Map(own.map(({ id, contactId }) => [id, contactId]));
    return {
      person,
      contacts: own,
      activity: readActivity(rows[0]),
      failures: (failures.get(person) ?? []).map(readFailure),
      isOptedOut:
        wish !== undefined && Number(wish['out_s']) > 0 && Number(wish['out_s']) >= Number(wish['in_s']),
      isSuppressed: suppressed.has(person),
      deliveredSinceAsked: asked.has(person) ? Number(asked.get(person)?.[0]?.['deliveries']) : null,
      sharing: (sharing.get(person) ?? []).map((row) => readSharing(row, externalIds)),
      fatigue: readFatigue(flags.get(person)?.[0]),
      earlier: new Map(own.map(({ id }) => [id, newestOfReason((earlier.get(id) ?? []).map(readEarlier))])),
    };
  });
}

function byPerson(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  return Map.groupBy(rows, (row) => Number(row['person_id']));
}

function readContact(row: Row): CandidateContact {
  const read = readRow(row);
  return {
    id: read.number('id'),
    contactId: read.text('contact_id'),
    segment: read.number('segment_id'),
    phoneHmac: bytes(row['phone_hmac']),
    phoneEnc: bytes(row['phone_enc']),
    phoneKind: read.textOrNull('phone_kind'),
    country: read.textOrNull('country'),
    verdict: read.textOrNull('verdict'),
    verdictRule: read.textOrNull('rule'),
    isNotation: Number(row['is_notation']) === 1,
    candidateEnc: bytes(row['candidate_enc']),
    candidateMasked: read.textOrNull('candidate_masked'),
  };
}

const NO_ACTIVITY: Activity = {
  attempts: 0,
  delivered: 0,
  deliveredLately: 0,
  deliveredSilent: 0,
  lastDeliveredS: 0,
  lastClickS: 0,
  engagedS: 0,
  orderedS: 0,
  positiveS: 0,
  expectedClicks: 0,
  inactiveFromS: null,
};

function readActivity(row: Row | undefined): Activity {
  if (row === undefined || row['attempts'] === null) return NO_ACTIVITY;
  const read = readRow(row);
  return {
    attempts: read.number('attempts'),
    delivered: read.number('delivered'),
    deliveredLately: read.number('delivered_lately'),
    deliveredSilent: read.number('delivered_silent'),
    lastDeliveredS: read.number('last_delivered_s'),
    lastClickS: read.number('last_click_s'),
    engagedS: read.number('engaged_s'),
    orderedS: read.number('ordered_s'),
    positiveS: read.number('positive_s'),
    expectedClicks: read.number('expected_clicks'),
    inactiveFromS: read.numberOrNull('inactive_from_s'),
  };
}

const WEIGHTS: readonly (EvidenceWeight | null)[] = [null, 'weak', 'medium', 'strong'];

function readFailure(row: Row): CandidateFailure {
  const read = readRow(row);
  return {
    sentS: read.number('sent_s'),
    message: read.number('message_id'),
    campaign: read.number('campaign_id'),
    failureClass: failureClassOf(read.number('failure_class')) ?? 'unknown',
    provider: read.text('provider'),
    code: read.text('code'),
    carrier: read.text('carrier'),
    weight: WEIGHTS[read.number('weight')] ?? null,
    isLeftOut: read.number('left_out') > 0,
    unansweredAfter: read.number('unanswered_after'),
  };
}

const RE_ENGAGE = 3;

function readFatigue(row: Row | undefined): FatigueSeen | null {
  if (row === undefined) return null;
  const read = readRow(row);
  return {
    flag: read.number('flag') === RE_ENGAGE ? 're-engage' : 'fatigued',
    asOfMs: read.number('as_of_s') * 1000,
    dose30: read.number('dose30'),
    recent: { delivered: read.number('delivered_recent'), clicked: read.number('clicked_recent') },
    earlier: { delivered: read.number('delivered_earlier'), clicked: read.number('clicked_earlier') },
    silence: read.numberOrNull('silence'),
    score: read.number('score'),
    perWeek: read.numberOrNull('per_week'),
  };
}

function readSharing(row: Row, externalIds: ReadonlyMap<number, string>): SharingContact {
  const id = Number(row['contact_id']);
  const latest = Math.max(
    ...['reached_s', 'ordered_s', 'replied_s', 'opted_in_s'].map((column) => Number(row[column])),
  );
  return {
    id,
    contactId: externalIds.get(id) ?? '',
    lastPositiveMs: latest > 0 ? latest * 1000 : null,
    orders: Number(row['orders']),
  };
}

function readEarlier(row: Row): Earlier {
  const read = readRow(row);
  const ms = (column: string): number | null => read.timeOrNull(column)?.epochMilliseconds ?? null;
  return {
    id: read.number('id'),
    version: read.number('version'),
    reason: read.oneOf('reason', REASONS),
    ruleId: read.text('rule_id'),
    action: read.text('action'),
    state: read.oneOf('state', STATES),
    stateMs: read.time('state_at').epochMilliseconds,
    evidenceHash: bytes(row['evidence_hash'])?.toString('hex') ?? '',
    lastEvidenceMs: ms('last_evidence_at'),
    coolDownUntilMs: ms('cool_down_until'),
    snoozedUntilMs: ms('snoozed_until'),
    expiresMs: ms('expires_at'),
  };
}

function newestOfReason(rows: readonly Earlier[]): readonly Earlier[] {
  const seen = new Set<string>();
  return rows.filter(({ reason }) => {
    if (seen.has(reason)) return false;
    seen.add(reason);
    return true;
  });
}

function bytes(value: unknown): Buffer | null {
  return Buffer.isBuffer(value) ? value : null;
}
