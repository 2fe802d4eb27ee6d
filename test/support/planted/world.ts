import { phoneNumber } from '../../../src/demo/history/phone-number.ts';
import { createRandom, type Random } from '../../../src/demo/history/random.ts';
import { type Outcome, PLANTS, type Plant, type WorldPlan } from './world-plan.ts';

const START_MS = Date.UTC(2026, 0, 5, 8);
const HOUR_MS = 3_600_000;

export type PlantedContact = {
  readonly id: string;
  readonly phone: string;
  readonly plant: Plant | null;
  readonly operator: string;
  readonly hasReceipts: boolean;
  /** campaigns in which a plant that has a time is in force, [from, to) */
  readonly from: number;
  readonly to: number;
  /** the contact it is a double of */
  readonly doubles: string | null;
  readonly segment: string;
  /** first campaign it may get */
  readonly joined: number;
};

export type PlantedMessage = {
  readonly id: string;
  readonly contact: string;
  readonly campaign: number;
  readonly sentMs: number;
  readonly outcome: Outcome;
  readonly status: string;
  readonly code: string;
  readonly carrier: string;
  /** an outage decided it, not the number */
  readonly isOutage: boolean;
};

export type World = {
  readonly plan: WorldPlan;
  readonly contacts: readonly PlantedContact[];
  readonly messages: readonly PlantedMessage[];
  readonly endMs: number;
};

/** The same plan gives the same world. */
export function buildWorld(plan: WorldPlan): World {
  const random = createRandom(`${plan.name}/${plan.seed}`);
  const contacts = buildContacts(plan, random);
  const messages: PlantedMessage[] = [];
  for (let campaign = 0; campaign < plan.campaigns; campaign += 1) {
    const startMs = START_MS + campaign * plan.everyHours * HOUR_MS;
    for (const contact of contacts) {
      if (contact.plant === 'damaged' || campaign < contact.joined || random.next() >= plan.reach) continue;
      const sentMs = startMs + Math.floor(random.next() * plan.overHours * HOUR_MS);
      messages.push(send(plan, contact, { campaign, startMs, sentMs, id: `m${messages.length}` }, random));
    }
  }
  const endMs = START_MS + plan.campaigns * plan.everyHours * HOUR_MS + 96 * HOUR_MS;
  return { plan, contacts, messages, endMs };
}

function buildContacts(plan: WorldPlan, random: Random): readonly PlantedContact[] {
  const contacts: PlantedContact[] = [];
  for (let index = 0; index < plan.contacts; index += 1) {
    const plant = choosePlant(plan, random);
    const isDouble = plant === 'duplicate' || plant === 'household';
    const original = isDouble ? goodContact(contacts, random) : null;
    const drawn = isDouble && original === null ? null : plant;
    contacts.push(buildContact(plan, { index, plant: drawn, original }, random));
  }
  return contacts;
}

function buildContact(
  plan: WorldPlan,
  {
    index,
    plant,
    original,
  }: { readonly index: number; readonly plant: Plant | null; readonly original: PlantedContact | null },
  random: Random,
): PlantedContact {
  const { name, receipts } = chooseOperator(plan, random);
  const own = 3 + random.below(Math.max(1, Math.floor(plan.campaigns / 2)));
  const from = plant === 'invalidFrom' ? (plan.invalidAt ?? own) : own;
  return {
    id: `c${index}`,
    phone: original === null ? phoneOf(plant, index, random) : variantOf(original.phone, plant),
    plant,
    operator: original?.operator ?? name,
    hasReceipts: original?.hasReceipts ?? receipts,
    joined: random.next() < plan.joinLate ? random.below(plan.campaigns) : 0,
    from,
    to: plant === 'revived' || plant === 'roaming' ? endOf(plan, plant, from, random) : plan.campaigns,
    doubles: original?.id ?? null,
    segment: `s${random.below(plan.segments)}`,
  };
}

/** Revived early enough to be reached again; roaming for at most eleven weeks. */
function endOf(plan: WorldPlan, plant: Plant, from: number, random: Random): number {
  const longest = plant === 'roaming' ? Math.floor((77 * 24) / plan.everyHours) : plan.campaigns;
  const latest = Math.floor(plan.campaigns * 0.8);
  return Math.max(from + 1, Math.min(from + 2 + random.below(8), from + longest, latest));
}

function goodContact(contacts: readonly PlantedContact[], random: Random): PlantedContact | null {
  const good = contacts.filter(({ plant, doubles }) => plant === null && doubles === null);
  return good[random.below(Math.max(1, good.length))] ?? null;
}

function choosePlant(plan: WorldPlan, random: Random): Plant | null {
  let draw = random.next();
  for (const plant of PLANTS) {
    draw -= plan.shares[plant];
    if (draw < 0) return plant;
  }
  return null;
}

function chooseOperator(plan: WorldPlan, random: Random): WorldPlan['operators'][number] {
  let draw = random.next();
  for (const operator of plan.operators) {
    draw -= operator.share;
    if (draw < 0) return operator;
  }
  return plan.operators[0] ?? { name: '', share: 1, receipts: true };
}

function phoneOf(plant: Plant | null, index: number, random: Random): string {
  const mobile = phoneNumber('NO', index);
  if (plant === 'landline') return `+4722${String(100_000 + index).slice(-6)}`;
  if (plant === 'newRange') return `+4743${String(100_000 + index).slice(-6)}`;
  if (plant !== 'damaged') return mobile;
  return ['4.79E+10', `${mobile}.0`, `++${mobile.slice(1)}`][random.below(3)] ?? mobile;
}

/** Another way to write the same number. */
function variantOf(phone: string, plant: Plant | null): string {
  if (plant === 'household') return phone;
  return `00${phone.slice(1, 3)} ${phone.slice(3, 6)} ${phone.slice(6, 8)} ${phone.slice(8)}`;
}

function send(
  plan: WorldPlan,
  contact: PlantedContact,
  {
    campaign,
    startMs,
    sentMs,
    id,
  }: { readonly campaign: number; readonly startMs: number; readonly sentMs: number; readonly id: string },
  random: Random,
): PlantedMessage {
  const outage = plan.outages.find(
    ({ fromCampaign, toCampaign, operator, share, hour }) =>
      campaign >= fromCampaign &&
      (hour === undefined || hour === Math.floor((sentMs - startMs) / HOUR_MS)) &&
      campaign < toCampaign &&
      (operator === null || operator === contact.operator) &&
      random.next() < share,
  );
  const own = ownOutcome(plan, contact, campaign, random);
  const outcome = outage !== undefined && own === 'delivered' ? outage.as : own;
  const codes = plan.codes[outcome];
  const [status, code] = codes[random.below(codes.length)] ?? ['unknown', ''];
  const namesOperator = outcome !== 'invalid' || plan.invalidNamesOperator || outage !== undefined;
  return {
    id,
    contact: contact.id,
    campaign,
    sentMs,
    outcome,
    status,
    code,
    carrier: namesOperator ? contact.operator : '',
    isOutage: outage !== undefined && own === 'delivered',
  };
}

function ownOutcome(plan: WorldPlan, contact: PlantedContact, campaign: number, random: Random): Outcome {
  const isInForce = campaign >= contact.from && campaign < contact.to;
  if (contact.plant === 'invalid') return 'invalid';
  if (contact.plant === 'landline') return 'landline';
  if (isInForce) {
    if (contact.plant === 'invalidFrom' || contact.plant === 'revived') return 'invalid';
    if (contact.plant === 'roaming') return 'absent';
    if (contact.plant === 'barred') return 'barred';
  }
  if (!contact.hasReceipts) return 'none';
  const draw = random.next();
  if (draw < plan.noiseRate) return 'invalid';
  return draw < plan.noiseRate + plan.transientRate ? 'absent' : 'delivered';
}
