import type { Db } from '../../../src/store/connect.ts';
import type { PlantedContact, PlantedMessage, World } from './world.ts';

export type OpenRow = {
  readonly contact: string;
  readonly reason: string;
  readonly rule: string;
  readonly action: string;
};

export async function openRows(db: Db): Promise<readonly OpenRow[]> {
  return db('recommendations as r')
    .join('contacts as c', 'c.id', 'r.contact_id')
    .where('r.is_open', 1)
    .orderBy('r.id')
    .select('c.contact_id as contact', 'r.reason', 'r.rule_id as rule', 'r.action');
}

const TAKES_OUT = ['suppress', 'suppress_until', 'suppress_sender', 'sunset', 'pause'];
const IS_BAD: readonly (string | null)[] = ['invalid', 'invalidFrom', 'landline'];

export type Score = {
  /** contacts that would be taken out as unreachable although nothing is wrong with the number */
  readonly wrong: readonly string[];
  /** bad numbers whose evidence meets R1, R1d or R2 by a count of its own, and of those the found */
  readonly eligible: number;
  readonly found: number;
  readonly missed: readonly string[];
  /** all bad numbers planted, and of those the found */
  readonly planted: number;
  readonly foundOfAll: number;
  readonly duplicates: number;
  readonly duplicatesFound: number;
};

/** Counts what is proposed against what was planted. `strength` of the world's codes: 3 strong, 2 medium. */
export function score(world: World, rows: readonly OpenRow[], untilMs: number, strength: Strength): Score {
  const out = new Set(
    rows
      .filter(({ reason, action }) => TAKES_OUT.includes(action) && NUMBER_REASONS.includes(reason))
      .map(({ contact }) => contact),
  );
  const messages = Map.groupBy(
    world.messages.filter(({ sentMs }) => sentMs <= untilMs),
    ({ contact }) => contact,
  );
  const bad = world.contacts.filter((contact) => isBad(contact, world, untilMs));
  const eligible = bad.filter(({ id }) => meetsRules(messages.get(id) ?? [], strength));
  const allowed = new Set(bad.map(({ id }) => id));
  const merges = new Set(rows.filter(({ reason }) => reason === 'duplicate').map(({ contact }) => contact));
  const doubles = world.contacts.filter(({ doubles: of }) => of !== null);
  return {
    wrong: world.contacts
      .filter((contact) => out.has(contact.id) && !allowed.has(contact.id) && isKnowable(contact, messages))
      .map(nameOf),
    eligible: eligible.length,
    found: eligible.filter(({ id }) => out.has(id)).length,
    missed: eligible.filter(({ id }) => !out.has(id)).map(nameOf),
    planted: bad.length,
    foundOfAll: bad.filter(({ id }) => out.has(id)).length,
    duplicates: doubles.length,
    duplicatesFound: doubles.filter(({ id, doubles: of }) => merges.has(id) || merges.has(of ?? '')).length,
  };
}

const NUMBER_REASONS = ['invalid_number', 'not_sms_capable', 'invalid_pattern', 'persistently_absent'];

export type Strength = { readonly invalid: 2 | 3; readonly landline: (code: string) => number };

function isBad(contact: PlantedContact, world: World, untilMs: number): boolean {
  if (!IS_BAD.includes(contact.plant)) return false;
  if (contact.plant !== 'invalidFrom') return true;
  return world.messages.some(
    ({ contact: id, campaign, sentMs }) => id === contact.id && campaign >= contact.from && sentMs <= untilMs,
  );
}

/** Of a number that came back at an operator without receipts nothing is heard: two messages have to have told of it. */
function isKnowable(
  { id, plant, to }: PlantedContact,
  messages: ReadonlyMap<string, readonly PlantedMessage[]>,
): boolean {
  if (plant !== 'revived') return true;
  return (messages.get(id) ?? []).filter(({ campaign }) => campaign >= to).length >= 2;
}

/** The letter of R1, R1d and R2 over what was planted; failures of an outage are no evidence. */
function meetsRules(messages: readonly PlantedMessage[], strength: Strength): boolean {
  const last = Math.max(
    0,
    ...messages.filter(({ outcome }) => outcome === 'delivered').map(({ sentMs }) => sentMs),
  );
  const since = messages.filter(({ sentMs, isOutage }) => sentMs > last && !isOutage);
  const invalid = since.filter(({ outcome }) => outcome === 'invalid');
  const landline = since
    .filter(({ outcome }) => outcome === 'landline')
    .map(({ code }) => strength.landline(code));
  if (landline.includes(3) || landline.filter((weight) => weight >= 2).length >= 2) return true;
  const campaigns = new Set(invalid.map(({ campaign }) => campaign)).size;
  const times = invalid.map(({ sentMs }) => sentMs);
  const span = Math.max(0, ...times) - Math.min(...times);
  if (campaigns < 2) return false;
  return strength.invalid === 3 ? span >= 72 * 3_600_000 : times.length >= 3 && span >= 14 * 86_400_000;
}

function nameOf({ id, plant, operator }: PlantedContact): string {
  return `${id} ${plant ?? 'healthy'} ${operator}`;
}
