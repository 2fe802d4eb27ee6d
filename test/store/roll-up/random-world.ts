import type { Db } from '../../../src/store/connect.ts';

const HOUR = 3_600_000;
const ZONES = [
  null,
  'Asia/Kolkata',
  'America/New_York',
  'Asia/Kathmandu',
  'Europe/Oslo',
  'Australia/Lord_Howe',
];
const STATUSES = [10, 20, 20, 30, 41, 41, 42, 43, 44, 45, 50, 50, 50, 50, 50, 50];

/** mulberry32: the same seed gives the same world. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Writes random history into the raw tables, the way importers and corrections do. `at` is its clock. */
export class RandomWorld {
  at = Date.UTC(2026, 2, 28, 12);
  private serial = 0;
  private readonly db: Db;
  private readonly random: () => number;

  private readonly prefix: string;

  /** `prefix` keeps the ids of several writers apart. */
  constructor(db: Db, random: () => number, prefix = '') {
    this.db = db;
    this.random = random;
    this.prefix = prefix;
  }

  int(below: number): number {
    return Math.floor(this.random() * below);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)] as T;
  }

  private chance(p: number): boolean {
    return this.random() < p;
  }

  private id(): string {
    this.serial += 1;
    return `${this.prefix}${this.serial}`;
  }

  async start(): Promise<void> {
    for (let n = 1; n <= 6; n += 1) {
      await this.db('campaigns').insert({
        campaign_id: `c${n}`,
        name: `Campaign ${n}`,
        kind: n === 5 ? 'transactional' : 'promotional',
        timezone: n % 2 === 0 ? 'Europe/Prague' : null,
        link_count: n === 4 ? 0 : 1,
        attribution_hours: n === 3 ? 24 : 72,
        primary_kind: n === 6 ? 'signup' : 'purchase',
      });
    }
    for (let n = 1; n <= 40; n += 1) {
      await this.db('contacts').insert({ contact_id: `p${n}`, person_id: n, timezone: this.pick(ZONES) });
    }
  }

  /** One random thing happens. */
  async step(): Promise<void> {
    const steps: readonly (readonly [number, () => Promise<void>])[] = [
      [24, () => this.send()],
      [30, () => this.receive()],
      [14, () => this.click()],
      [8, () => this.convert()],
      [6, () => this.optOut()],
      [4, () => this.reply()],
      [4, () => this.repeat()],
      [4, () => this.correct()],
      [1, () => this.merge()],
      [1, () => this.storm()],
      [1, () => this.retune()],
      [1, () => this.erase()],
      [3, async () => void (this.at += this.int(12 * HOUR))],
    ];
    let dice = this.random() * steps.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, step] of steps) {
      dice -= weight;
      if (dice < 0) return step();
    }
  }

  /** One random row is added; nothing is corrected, so that two open transactions do not wait for each other. */
  async append(): Promise<void> {
    const add = this.pick([
      () => this.send(),
      () => this.receive(),
      () => this.click(),
      () => this.convert(),
      () => this.optOut(),
      () => this.reply(),
    ]);
    await add();
  }

  private past(hours: number): Date {
    return new Date(this.at - this.int(hours * HOUR));
  }

  private async anyMessage(): Promise<{ id: number; contact_id: number; sent_at: Date } | null> {
    const row = await this.db('messages').max({ id: 'id' }).first();
    const last = Number(row?.id ?? 0);
    if (last === 0) return null;
    const from = this.chance(0.7) ? Math.max(0, last - 60) : 0;
    const found = await this.db('messages')
      .select('id', 'contact_id', 'sent_at')
      .where('id', '>', from + this.int(last - from))
      .orderBy('id')
      .first();
    return found ?? null;
  }

  async send(): Promise<void> {
    const count = 1 + this.int(3);
    for (let n = 0; n < count; n += 1) {
      await this.db('messages').insert({
        message_id: `m${this.id()}`,
        provider: 'test',
        contact_id: 1 + this.int(40),
        campaign_id: 1 + this.int(6),
        variant_id: this.int(3),
        segment_id: this.int(4),
        sent_at: this.past(this.chance(0.8) ? 3 : 2000),
        parts: 1 + this.int(3),
        cost_micro: this.int(100_000),
        currency: this.pick(['EUR', 'EUR', 'USD', null]),
      });
    }
  }

  private async receive(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    const status = this.pick(STATUSES);
    await this.db('receipts').insert({
      message_id: message.id,
      event_key: String(1 + this.int(2 ** 40)),
      status,
      failure_class: status > 40 && status < 50 ? this.int(24) : status === 30 ? 23 : 0,
      raw_code: this.pick([null, '30003', '30005']),
      carrier: this.pick([null, 'North', 'South']),
      occurred_at: new Date(message.sent_at.getTime() + this.int(this.chance(0.9) ? 90_000 : 100 * HOUR)),
      received_at: new Date(this.at),
    });
  }

  private async click(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    const first = message.sent_at.getTime() + this.int(this.chance(0.8) ? 6 * HOUR : 120 * HOUR) - 60_000;
    const hits = this.chance(0.3) ? 2 : 1;
    for (let n = 0; n < hits; n += 1) {
      await this.hit(message.id, new Date(first + n * this.int(5_000)), this.int(3), this.int(3));
    }
  }

  private async hit(messageId: number, at: Date, ip: number, agent: number): Promise<void> {
    await this.db('clicks').insert({
      click_id: `k${this.id()}`,
      message_id: messageId,
      link_id: this.int(3),
      clicked_at: at,
      agent_class: this.chance(0.1) ? 2 : this.int(2),
      agent_verdict: this.pick([0, 0, 0, 1, 1, 2, 3, 4]),
      agent_hash: agent === 0 ? null : agent,
      ip_hash: ip === 0 ? null : Buffer.alloc(16, ip),
      received_at: new Date(this.at),
    });
  }

  /** One machine opens the links of many messages within ten minutes. */
  private async storm(): Promise<void> {
    const start = this.at - this.int(HOUR);
    const hits = 8 + this.int(8);
    for (let n = 0; n < hits; n += 1) {
      const message = await this.anyMessage();
      if (message !== null) await this.hit(message.id, new Date(start + this.int(600_000)), 9, 9);
    }
  }

  private async convert(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    const cites = this.chance(0.4);
    await this.db('conversions').insert({
      conversion_id: `v${this.id()}`,
      order_id: this.pick([null, `o${this.int(12)}`]),
      contact_id: this.chance(0.9) ? message.contact_id : 1 + this.int(40),
      message_id: cites ? message.id : null,
      kind: this.pick(['purchase', 'purchase', 'signup', 'visit']),
      converted_at: new Date(message.sent_at.getTime() + this.int(100 * HOUR) - HOUR),
      value_micro: this.int(90_000_000),
      currency: this.pick(['EUR', 'EUR', 'USD', null]),
      received_at: new Date(this.at),
    });
  }

  private async optOut(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    const event = this.chance(0.3) ? 'opt_in' : 'opt_out';
    await this.db('opt_outs').insert({
      event_id: `u${this.id()}`,
      contact_id: message.contact_id,
      event,
      occurred_at: new Date(message.sent_at.getTime() + this.int(90 * HOUR) - HOUR),
      message_id: this.chance(0.3) ? message.id : null,
      received_at: new Date(this.at),
    });
  }

  private async reply(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    await this.db('inbound').insert({
      inbound_id: `i${this.id()}`,
      contact_id: message.contact_id,
      occurred_at: new Date(message.sent_at.getTime() + this.int(90 * HOUR) - HOUR),
      received_at: new Date(this.at),
    });
  }

  /** The same events again, as an importer that is run twice sends them: ids are spent, rows are not added. */
  private async repeat(): Promise<void> {
    await this.db.raw('INSERT IGNORE INTO receipts SELECT * FROM receipts ORDER BY id DESC LIMIT 5');
    await this.db.raw(`INSERT IGNORE INTO clicks (click_id, message_id, clicked_at, received_at)
      SELECT click_id, message_id, clicked_at, received_at FROM clicks ORDER BY id DESC LIMIT 5`);
  }

  private async correct(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    const change = this.pick([
      { campaign_id: 1 + this.int(6) },
      { segment_id: this.int(4) },
      { variant_id: this.int(3) },
      { sent_at: new Date(message.sent_at.getTime() + this.int(80 * HOUR) - 40 * HOUR) },
      { contact_id: 1 + this.int(40) },
      { cost_micro: this.int(50_000), currency: 'USD', parts: 2 },
    ]);
    await this.whole(async (trx) => {
      await trx('messages').where({ id: message.id }).update(change);
      await trx('rollup_touched').insert({ message_id: message.id, reason: 'test' }).onConflict().ignore();
    });
  }

  /** Two contacts turn out to be one person, or a zone is learnt. */
  private async merge(): Promise<void> {
    const contact = 2 + this.int(39);
    const change = this.chance(0.6) ? { person_id: 1 + this.int(contact) } : { timezone: this.pick(ZONES) };
    await this.whole(async (trx) => {
      await trx('contacts').where({ id: contact }).update(change);
      await trx('rollup_touched_contacts')
        .insert({ contact_id: contact, reason: 'test' })
        .onConflict()
        .ignore();
    });
  }

  /** One transaction, tried again when a tick and this writer meet in a deadlock, as every writer has to. */
  private async whole(work: (trx: Db) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.db.transaction(work);
      } catch (error) {
        const isDeadlock = error instanceof Error && 'errno' in error && error.errno === 1213;
        if (!isDeadlock || attempt === 5) throw error;
      }
    }
  }

  private async retune(): Promise<void> {
    const campaign = 1 + this.int(6);
    const change = this.pick([
      { link_count: this.int(2) },
      { attribution_hours: this.pick([24, 48, 72]) },
      { primary_kind: this.pick(['purchase', 'signup']) },
      { kind: this.pick(['promotional', 'transactional']) },
    ]);
    await this.whole(async (trx) => {
      await trx('campaigns').where({ id: campaign }).update(change);
      await trx.raw(
        "INSERT IGNORE INTO rollup_touched (message_id, reason) SELECT id, 'test' FROM messages WHERE campaign_id = ?",
        [campaign],
      );
    });
  }

  private async erase(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    await this.whole(async (trx) => {
      await trx('conversions').where({ message_id: message.id }).update({ message_id: null });
      for (const table of ['receipts', 'clicks']) await trx(table).where({ message_id: message.id }).delete();
      await trx('messages').where({ id: message.id }).delete();
      await trx('rollup_touched').insert({ message_id: message.id, reason: 'erased' }).onConflict().ignore();
    });
  }
}
