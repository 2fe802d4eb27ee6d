import { randomBytes } from 'node:crypto';
import { createRandom, type Random } from '../../../src/demo/history/random.ts';
import type { Db } from '../../../src/store/connect.ts';

const HOUR = 3_600_000;
export const STARTS_AT = Date.UTC(2026, 2, 2, 10);
/** long enough that some windows have ended and some have not */
export const ENDS_AT = STARTS_AT + 10 * 24 * HOUR;

/** Rows as they stand in the raw tables; times are epoch milliseconds, `came` is received_at. Ids are our numbers. */
export type RandomTest = {
  readonly people: readonly { readonly contact: number; readonly person: number }[];
  readonly assignments: readonly {
    readonly contact: number;
    readonly variant: number;
    readonly at: number;
  }[];
  readonly messages: readonly MessageRow[];
  readonly receipts: readonly ReceiptRow[];
  readonly clicks: readonly ClickRow[];
  readonly conversions: readonly ConversionRow[];
  readonly optOuts: readonly {
    readonly contact: number;
    readonly event: string;
    readonly at: number;
    readonly came: number;
  }[];
};

export type MessageRow = {
  readonly id: number;
  readonly contact: number;
  readonly campaign: number;
  readonly variant: number;
  readonly at: number;
  readonly cost: number;
  readonly currency: string | null;
};
export type ReceiptRow = {
  readonly message: number;
  readonly key: number;
  readonly status: number;
  readonly at: number;
  readonly came: number;
};
export type ClickRow = {
  readonly message: number;
  readonly at: number;
  readonly came: number;
  readonly agentClass: number;
  readonly agentVerdict: number;
  readonly agent: number | null;
  readonly ip: string | null;
};
export type ConversionRow = {
  readonly id: number;
  readonly contact: number;
  readonly order: string | null;
  readonly kind: string;
  readonly at: number;
  readonly came: number;
  readonly micro: number;
  readonly currency: string | null;
};

/** variants.id; campaign 1 has three arms, the third held out; campaign 2 is another test of the same people */
export const ARMS = [1, 2, 3] as const;
const CONTACTS = 160;

/** Two contacts may share a phone, a contact may stand in two arms, events come late, twice and out of order. */
export function randomTest(seed: number): RandomTest {
  const random = createRandom(`experiment/${seed}`);
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  const chance = (p: number): boolean => random.next() < p;
  const late = (at: number): number => at + (chance(0.2) ? random.below(60) * HOUR : random.below(5_000));
  const people = Array.from({ length: CONTACTS }, (_, index) => {
    const contact = index + 1;
    return { contact, person: contact > 20 && chance(0.15) ? 1 + random.below(20) : contact };
  });
  const assignments = people.flatMap(({ contact }) => {
    if (chance(0.05)) return [];
    const at = STARTS_AT + random.below(3 * 24 * HOUR);
    const variant = pick(ARMS);
    const other = chance(0.04) ? [{ contact, variant: 1 + (variant % 3), at: at + random.below(HOUR) }] : [];
    return [{ contact, variant, at }, ...other];
  });
  const messages = randomMessages(random, assignments, people);
  const shared = { random, pick, chance, late };
  return {
    people,
    assignments,
    messages,
    receipts: randomReceipts(shared, messages),
    clicks: randomClicks(shared, messages),
    conversions: Array.from({ length: 260 }, (_, index) => randomConversion(shared, index + 1)),
    optOuts: Array.from({ length: 60 }, () => {
      const at = anyTime(random);
      return {
        contact: 1 + random.below(CONTACTS),
        event: chance(0.65) ? 'opt_out' : 'opt_in',
        at,
        came: late(at),
      };
    }),
  };
}

type Shared = {
  readonly random: Random;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (p: number) => boolean;
  readonly late: (at: number) => number;
};

function anyTime(random: Random): number {
  return STARTS_AT - 24 * HOUR + random.below(ENDS_AT - STARTS_AT);
}

function randomMessages(
  random: Random,
  assignments: RandomTest['assignments'],
  people: RandomTest['people'],
): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  const send = (contact: number, campaign: number, variant: number, at: number): void => {
    const drawn = [null, 'EUR', 'EUR', 'NOK'][random.below(4)] ?? null;
    // campaign 2 is paid in one currency
    const currency = campaign === 2 && drawn === 'NOK' ? 'EUR' : drawn;
    const id = rows.length + 1;
    rows.push({ id, contact, campaign, variant, at, cost: random.below(90_000), currency });
  };
  for (const { contact, variant, at } of assignments) {
    if (variant === 3) continue;
    const count = [0, 1, 1, 1, 2, 3][random.below(6)] ?? 1;
    for (let n = 0; n < count; n += 1) send(contact, 1, variant, at + random.below(100 * HOUR));
  }
  for (const { contact } of people) {
    if (random.next() < 0.4) send(contact, 2, 4 + random.below(2), anyTime(random));
    if (random.next() < 0.03) send(contact, 2, 4 + random.below(2), anyTime(random));
  }
  return rows;
}

const STATUSES = [10, 20, 20, 30, 41, 42, 43, 44, 45, 50, 50, 50, 50, 50, 50];

function randomReceipts(
  { random, pick, chance, late }: Shared,
  messages: readonly MessageRow[],
): readonly ReceiptRow[] {
  return messages.flatMap(({ id, at: sent }) =>
    Array.from({ length: pick([0, 1, 1, 1, 2, 3]) }, (_, key) => {
      const at = sent + (chance(0.8) ? random.below(90_000) : random.below(90 * HOUR));
      return { message: id, key: key + 1, status: pick(STATUSES), at, came: late(at) };
    }),
  );
}

function randomClicks(
  { random, pick, chance, late }: Shared,
  messages: readonly MessageRow[],
): readonly ClickRow[] {
  const hit = (message: number, at: number, ip: string | null, agent: number | null): ClickRow => ({
    message,
    at,
    came: late(at),
    agentClass: pick([0, 0, 1, 1, 1, 2]),
    agentVerdict: pick([0, 0, 1, 1, 1, 1, 2, 3, 4]),
    agent,
    ip,
  });
  const ips = [null, null, '01', '02', '03'];
  const ordinary = messages.flatMap(({ id, at: sent }) =>
    Array.from({ length: pick([0, 0, 1, 1, 2]) }, () => {
      const at = sent + (chance(0.2) ? random.below(4_000) - 1_000 : random.below(120 * HOUR));
      return hit(id, at, pick(ips), pick([null, 1, 2]));
    }),
  );
  const twins = ordinary
    .filter(() => chance(0.3))
    .map(({ message, at }) => ({
      ...hit(message, at + random.below(3_000), pick(ips), pick([null, 1, 2])),
      // what came in later was no neighbour then
      came: at + random.below(100) * HOUR,
    }));
  // one address on many messages within minutes: a machine
  const burstAt = STARTS_AT + 30 * HOUR + random.below(20 * HOUR);
  const burst = messages
    .filter(() => chance(0.12))
    .slice(0, 8 + random.below(8))
    .map(({ id }) => ({
      ...hit(id, burstAt + random.below(9 * 60_000), '09', 9),
      agentVerdict: 1,
      agentClass: 1,
    }));
  return [...ordinary, ...twins, ...burst];
}

function randomConversion({ random, pick, chance, late }: Shared, id: number): ConversionRow {
  const at = anyTime(random);
  return {
    id,
    contact: 1 + random.below(CONTACTS),
    order: chance(0.4) ? `o${random.below(40)}` : null,
    kind: pick(['purchase', 'purchase', 'visit', 'signup']),
    at,
    came: late(at),
    micro: chance(0.2) ? 0 : random.below(9_000) * 1_000_000 + random.below(1_000_000),
    currency: pick(['EUR', 'EUR', 'USD', null]),
  };
}

/** Writes the raw rows; refresh the roll-ups afterwards. */
export async function insertTest(db: Db, world: RandomTest): Promise<void> {
  const time = (ms: number): Date => new Date(ms);
  const add = (table: string, rows: readonly object[]) => db.batchInsert(table, [...rows], 500);
  await add('campaigns', [
    { campaign_id: 'test', name: 'Test', link_count: 1, scheduled_at: time(STARTS_AT) },
    { campaign_id: 'sent', name: 'Sent', link_count: 1, scheduled_at: time(STARTS_AT + HOUR) },
  ]);
  await add('variants', [
    { campaign_id: 1, variant_id: 'a', label: 'A', planned_share: 0.4 },
    { campaign_id: 1, variant_id: 'b', label: 'B', planned_share: 0.3 },
    { campaign_id: 1, variant_id: 'none', label: 'None', planned_share: 0.3, is_holdout: 1 },
    { campaign_id: 2, variant_id: 'x', label: 'X' },
    { campaign_id: 2, variant_id: 'y', label: 'Y' },
  ]);
  await add(
    'contacts',
    world.people.map(({ contact, person }) => ({ contact_id: `c${contact}`, person_id: person })),
  );
  await add(
    'assignments',
    world.assignments.map(({ contact, variant, at }) => ({
      campaign_id: 1,
      contact_id: contact,
      variant_id: variant,
      assigned_at: time(at),
    })),
  );
  await add('messages', world.messages.map(messageColumns));
  await add(
    'receipts',
    world.receipts.map(({ message, key, status, at, came }) => ({
      message_id: message,
      event_key: key,
      status,
      occurred_at: time(at),
      received_at: time(came),
    })),
  );
  await add('clicks', world.clicks.map(clickColumns));
  await add('conversions', world.conversions.map(conversionColumns));
  await add(
    'opt_outs',
    world.optOuts.map(({ contact, event, at, came }, index) => ({
      event_id: `u${index}`,
      contact_id: contact,
      event,
      occurred_at: time(at),
      received_at: time(came),
    })),
  );
}

function messageColumns({ id, contact, campaign, variant, at, cost, currency }: MessageRow): object {
  return {
    message_id: `m${id}`,
    provider: 'test',
    contact_id: contact,
    campaign_id: campaign,
    variant_id: variant,
    segment_id: 0,
    sent_at: new Date(at),
    cost_micro: cost,
    currency,
  };
}

function clickColumns(click: ClickRow): object {
  return {
    click_id: randomBytes(8).toString('hex'),
    message_id: click.message,
    clicked_at: new Date(click.at),
    agent_class: click.agentClass,
    agent_verdict: click.agentVerdict,
    agent_hash: click.agent,
    ip_hash: click.ip === null ? null : Buffer.from(click.ip.padStart(32, '0'), 'hex'),
    received_at: new Date(click.came),
  };
}

function conversionColumns(row: ConversionRow): object {
  return {
    conversion_id: `v${row.id}`,
    order_id: row.order,
    contact_id: row.contact,
    kind: row.kind,
    converted_at: new Date(row.at),
    value_micro: row.micro,
    currency: row.currency,
    received_at: new Date(row.came),
  };
}
