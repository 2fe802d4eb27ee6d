import { createHash } from 'node:crypto';
import { derivePhoneKeys } from '../../src/crypto/phones.ts';
import type { Db } from '../../src/store/connect.ts';

/** not a secret: of numbers that nobody has */
export const FAULTS_SECRET = 'faults-secret-of-the-campaign-0123456789';
const FIRST_HOUR = Temporal.Instant.from('2026-10-23T00:00:00Z');
/** whole hours from the first one; messages go out in the first minutes of each */
export const HOURS = 48;
/** Of each hour so many get a receipt, in one request; the others never do. */
export const TOLD_OF_HOUR = 5;
const CONTACTS = 60;
/** One batch of the reviewer each. */
export const CLEANED = ['invalid_number', 'not_sms_capable', 'barred', 'inactive'] as const;
const OF_REASON = 8;
/** Whom a recommendation is of gets no message: a delivery would end it. */
const FIRST_REACHED = CLEANED.length * OF_REASON + 1;
/** Numbers somebody took out before, one of them again by a recommendation. */
const STANDING = [1, 30, 40] as const;

const STATUS_SENT = 20;
const keys = derivePhoneKeys(FAULTS_SECRET);

export function messagesOfHour(hour: number): number {
  return TOLD_OF_HOUR + 1 + (hour % 5);
}

/** Ids of the provider; the first ones of an hour are told of. */
export function providerId(hour: number, index: number): string {
  return `h${hour}-${index}`;
}

export function idsTold(hour: number): readonly string[] {
  return Array.from({ length: TOLD_OF_HOUR }, (_, index) => providerId(hour, index));
}

export function hourOf(id: string): number {
  return Number(/^h(\d+)-/.exec(id)?.[1] ?? Number.NaN);
}

/**
 * What the campaign's reports count: two days of messages, of which hooks tell while everything is killed, and a list to
 * clean. Into empty tables; `at` = when all of it is known to have arrived.
 */
export async function plantSourceDay(db: Db, at: Date): Promise<void> {
  await db('contacts').insert(Array.from({ length: CONTACTS }, (_, index) => contactRow(index + 1)));
  await db('campaigns').insert({
    id: 1,
    campaign_id: 'autumn',
    name: 'Autumn',
    scheduled_at: timeOf(0, 0),
    timezone: 'Europe/Oslo',
    link_count: 0,
  });
  const messages = Array.from({ length: HOURS }, (_, hour) =>
    Array.from({ length: messagesOfHour(hour) }, (_, index) => ({ hour, index })),
  )
    .flat()
    .map(({ hour, index }, before) => messageRow(hour, index, before + 1));
  await db('messages').insert(messages);
  await db('receipts').insert(
    messages.map(({ id, sent_at }) => ({
      message_id: id,
      event_key: id,
      status: STATUS_SENT,
      occurred_at: sent_at,
      received_at: at,
    })),
  );
  await plantCleaning(db, at);
}

function timeOf(hour: number, index: number): Date {
  return new Date(FIRST_HOUR.epochMilliseconds + hour * 3_600_000 + index * 20_000);
}

function contactRow(number: number) {
  const phone = phoneOf(number);
  return {
    id: number,
    contact_id: `c${number}`,
    person_id: number,
    phone_hmac: keys.hash(phone),
    phone_enc: keys.encrypt(phone),
    phone_kind: 'mobile',
    phone_valid: 1,
    country: 'NO',
  };
}

function phoneOf(contact: number): string {
  return `+4791${String(contact).padStart(6, '0')}`;
}

function messageRow(hour: number, index: number, id: number) {
  return {
    id,
    message_id: `m${id}`,
    provider: 'link_mobility',
    provider_message_id: providerId(hour, index),
    contact_id: FIRST_REACHED + (id % (CONTACTS + 1 - FIRST_REACHED)),
    campaign_id: 1,
    variant_id: 0,
    segment_id: 0,
    sent_at: timeOf(hour, index),
  };
}

async function plantCleaning(db: Db, at: Date): Promise<void> {
  await db('cleaning_runs').insert({
    id: 1,
    as_of: at,
    started_at: at,
    finished_at: at,
    state: 'released',
    settings: '{}',
    rules_version: 1,
    code_table: 1,
    phone_library: 'none',
  });
  await db('suppressions').insert(
    STANDING.map((contact) => ({
      phone_hmac: keys.hash(phoneOf(contact)),
      source: 'person',
      source_id: contact,
      reason: 'opted_out',
      suppressed_at: at,
      changed_at: at,
    })),
  );
  const rows = CLEANED.flatMap((reason, of) =>
    Array.from({ length: OF_REASON }, (_, index) =>
      recommendationRow(reason, of * OF_REASON + index + 1, at),
    ),
  );
  await db('recommendations').insert(rows);
}

function recommendationRow(reason: string, contact: number, at: Date) {
  const evidence = '{"because":"planted"}';
  return {
    id: contact,
    run_id: 1,
    contact_id: contact,
    person_id: contact,
    phone_hmac: keys.hash(phoneOf(contact)),
    phone_masked: '+47*****',
    reason,
    rule_id: 'R1',
    rule_version: 1,
    action: 'suppress',
    confidence: 0.95,
    evidence,
    evidence_hash: createHash('sha256').update(evidence).digest(),
    state: 'approved',
    state_at: at,
    is_open: 1,
    proposed_at: at,
    expires_at: new Date('2027-10-01T00:00:00Z'),
    decided_by: 'web:anna',
    decided_at: at,
  };
}
