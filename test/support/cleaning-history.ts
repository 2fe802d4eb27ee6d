import type { Db } from '../../src/store/connect.ts';
import { randomOf } from '../store/roll-up/random-world.ts';

const DAY = 86_400_000;
const CONTACTS = 48;
const CAMPAIGNS = 7;
/** failure classes and how often: invalid, incapable, barred, blocked, absent, expired, the provider's fault */
const CLASSES = [1, 1, 1, 2, 3, 3, 4, 6, 6, 9, 9, 18];

type Sent = { readonly message: object; readonly receipt: object | null };

function hashOf(number: number): Buffer {
  return Buffer.alloc(32, number);
}

/**
 * A random history of a list, written into the source as importers, platforms and operators do: sending, receipts in
 * any order, late or contradicting, clicks, orders, replies, wishes, corrections, numbers that change their owner,
 * codes that come to mean something else, campaigns whose links become known. The same seed writes the same.
 */
export class CleaningHistory {
  at = Date.UTC(2026, 0, 10, 12);
  private serial = 0;
  private phones = CONTACTS;
  private readonly db: Db;
  private readonly random: () => number;

  constructor(db: Db, seed: number) {
    this.db = db;
    this.random = randomOf(seed);
  }

  private int(below: number): number {
    return Math.floor(this.random() * below);
  }

  private chance(p: number): boolean {
    return this.random() < p;
  }

  private id(): string {
    this.serial += 1;
    return `x${this.serial}`;
  }

  async start(): Promise<void> {
    for (let n = 1; n <= CAMPAIGNS; n += 1) {
      const links = n === CAMPAIGNS ? 0 : 1;
      await this.db('campaigns').insert({
        campaign_id: `c${n}`,
        name: `C ${n}`,
        kind: 'promotional',
        link_count: links,
      });
    }
    for (let n = 1; n <= CONTACTS; n += 1) await this.addContact(n, n);
    await this.db('code_overrides').insert({
      provider: 'test',
      field: 'code',
      code: 'S',
      status: 41,
      failure_class: 1,
      evidence: 'strong',
      decided_by: 'test',
      decided_at: new Date(this.at),
    });
  }

  private async addContact(n: number, phone: number): Promise<void> {
    const same = await this.db('contacts')
      .where({ phone_hmac: hashOf(phone) })
      .min({ id: 'id' })
      .first();
    await this.db('contacts').insert({
      contact_id: `p${n}`,
      person_id: Number(same?.id ?? 0) || n,
      phone_hmac: phone === 0 ? null : hashOf(phone),
      phone_kind: n % 9 === 0 ? 'fixed_line' : 'mobile',
      country: n % 2 === 0 ? 'NO' : 'SE',
      phone_valid: n % 11 === 0 ? 0 : 1,
    });
    if (n % 11 !== 0) return;
    await this.db('phone_verdicts').insert({ ...VERDICT, contact_id: n, judged_at: new Date(this.at) });
  }

  /** A day: a campaign, what it brought, and whatever else happens. */
  async day(): Promise<void> {
    this.at += DAY * (1 + (this.chance(0.1) ? this.int(12) : 0));
    if (this.chance(0.7)) await this.send(1 + this.int(CAMPAIGNS), 0.15 + this.random() * 0.4);
    const happens: readonly (readonly [number, () => Promise<void>])[] = [
      [0.6, () => this.sendOne()],
      [0.6, () => this.lateReceipt()],
      [0.4, () => this.click()],
      [0.3, () => this.convert()],
      [0.2, () => this.wish()],
      [0.2, () => this.reply()],
      [0.3, () => this.correct()],
      [0.15, () => this.changePhone()],
      [0.1, () => this.join()],
      [0.08, () => this.remove()],
      [0.06, () => this.retune()],
      [0.06, () => this.reweigh()],
      [0.1, () => this.decide()],
      [0.12, () => this.suppress()],
      [0.2, () => this.ask()],
    ];
    for (const [p, happen] of happens) if (this.chance(p)) await happen();
  }

  private async send(campaign: number, share: number): Promise<void> {
    // now and then nearly everything of a campaign fails
    const outage = this.chance(0.12) ? 0.7 : 0;
    const contacts = Number((await this.db('contacts').max({ id: 'id' }).first())?.id ?? 0);
    const sent: Sent[] = [];
    for (let contact = 1; contact <= contacts; contact += 1) {
      if (this.chance(share)) sent.push(this.message(contact, campaign, this.at - this.int(DAY / 4), outage));
    }
    await this.store(sent);
  }

  private async sendOne(): Promise<void> {
    // also what is told late, and by a clock that is ahead
    const sentMs = this.at + this.int(12 * DAY) - 10 * DAY;
    await this.store([this.message(1 + this.int(CONTACTS), 1 + this.int(CAMPAIGNS), sentMs, 0)]);
  }

  private message(contact: number, campaign: number, sentMs: number, outage: number): Sent {
    const message = {
      message_id: this.id(),
      provider: 'test',
      contact_id: contact,
      campaign_id: campaign,
      variant_id: 0,
      segment_id: 0,
      sent_at: new Date(sentMs),
      parts: 1,
      cost_micro: 40_000,
      currency: 'EUR',
    };
    const receipt = this.chance(0.92) ? this.receipt(contact, sentMs + 20_000, outage) : null;
    return { message, receipt };
  }

  /** Rows of one statement have numbers that follow each other. */
  private async store(sent: readonly Sent[]): Promise<void> {
    if (sent.length === 0) return;
    const [first] = await this.db('messages').insert(sent.map(({ message }) => message));
    const receipts = sent.flatMap(({ receipt }, at) =>
      receipt === null ? [] : [{ ...receipt, message_id: Number(first) + at }],
    );
    if (receipts.length > 0) await this.db('receipts').insert(receipts);
  }

  private receipt(contact: number, occurredMs: number, outage: number): object {
    // every sixth number is bad, every twelfth for one reason; every seventh often away
    const bad = contact % 12 === 0 ? 0.97 : contact % 6 === 0 ? 0.85 : contact % 7 === 0 ? 0.5 : 0.05;
    const fails = this.chance(Math.max(bad, outage));
    const any = CLASSES[this.int(CLASSES.length)] ?? 1;
    const isDead = contact % 12 === 0 && this.chance(0.9);
    const failureClass = isDead ? 1 : any;
    return {
      event_key: 1 + this.int(2 ** 30),
      status: fails ? (this.chance(0.05) ? 45 : 41) : this.chance(0.05) ? 30 : 50,
      failure_class: fails ? failureClass : 0,
      raw_code: isDead || this.chance(0.6) ? 'S' : 'M',
      carrier: this.chance(0.3) ? null : `op${contact % 2}`,
      occurred_at: new Date(occurredMs),
      received_at: new Date(this.at),
    };
  }

  private async anyMessage(): Promise<{ id: number; contact_id: number; sent_at: Date } | null> {
    const last = Number((await this.db('messages').max({ id: 'id' }).first())?.id ?? 0);
    const from = this.int(last);
    const found = await this.db('messages')
      .where('id', '>', from)
      .orderBy('id')
      .first('id', 'contact_id', 'sent_at');
    return found ?? null;
  }

  private async lateReceipt(): Promise<void> {
    for (let n = 0; n < 3; n += 1) {
      const message = await this.anyMessage();
      if (message === null) return;
      const receipt = this.receipt(message.contact_id, message.sent_at.getTime() + this.int(9 * DAY), 0);
      await this.db('receipts').insert({ ...receipt, message_id: message.id });
    }
  }

  private async click(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    await this.db('clicks').insert({
      click_id: this.id(),
      message_id: message.id,
      clicked_at: new Date(Math.min(this.at, message.sent_at.getTime() + this.int(2 * DAY))),
      agent_class: 1,
      agent_verdict: this.chance(0.2) ? 3 : 1,
      agent_hash: 1 + this.int(3),
      ip_hash: Buffer.alloc(16, 1 + this.int(2)),
      received_at: new Date(this.at),
    });
  }

  private async convert(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    await this.db('conversions').insert({
      conversion_id: this.id(),
      contact_id: message.contact_id,
      message_id: this.chance(0.5) ? message.id : null,
      kind: 'purchase',
      converted_at: new Date(this.at - this.int(2 * DAY)),
      value_micro: 9_000_000,
      currency: 'EUR',
      received_at: new Date(this.at),
    });
  }

  private async wish(): Promise<void> {
    await this.db('opt_outs').insert({
      event_id: this.id(),
      contact_id: 1 + this.int(CONTACTS),
      event: this.chance(0.5) ? 'opt_in' : 'opt_out',
      keyword: this.chance(0.5) ? 'STOP' : null,
      occurred_at: new Date(this.at - this.int(DAY)),
      received_at: new Date(this.at),
    });
  }

  private async reply(): Promise<void> {
    await this.db('inbound').insert({
      inbound_id: this.id(),
      contact_id: 1 + this.int(CONTACTS),
      occurred_at: new Date(this.at - this.int(DAY)),
      received_at: new Date(this.at),
    });
  }

  private async correct(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    const change = [
      { campaign_id: 1 + this.int(CAMPAIGNS) },
      { sent_at: new Date(Math.min(this.at, message.sent_at.getTime() + this.int(8 * DAY) - 4 * DAY)) },
      { contact_id: 1 + this.int(CONTACTS) },
    ][this.int(3)];
    await this.db('messages')
      .where({ id: message.id })
      .update(change ?? {});
    await this.touch(message.id);
  }

  /** What a receipt says is another thing than it was taken for, or the message never was. */
  private async remove(): Promise<void> {
    const message = await this.anyMessage();
    if (message === null) return;
    const gone = this.chance(0.5);
    await this.db('conversions').where({ message_id: message.id }).update({ message_id: null });
    if (gone) await this.db('clicks').where({ message_id: message.id }).delete();
    if (gone) await this.db('receipts').where({ message_id: message.id }).delete();
    else await this.db('receipts').where({ message_id: message.id }).update({ failure_class: 6 });
    if (gone) await this.db('messages').where({ id: message.id }).delete();
    await this.touch(message.id);
  }

  private async touch(message: number): Promise<void> {
    await this.db('rollup_touched').insert({ message_id: message, reason: 'test' }).onConflict().ignore();
  }

  private async changePhone(): Promise<void> {
    const contact = 1 + this.int(CONTACTS);
    this.phones += 1;
    const phone = this.chance(0.5) ? this.phones : 1 + this.int(CONTACTS);
    await this.db('contacts')
      .where({ id: contact })
      .update({ phone_hmac: hashOf(phone) });
    await this.settlePersons();
  }

  /** As an import does: the lowest contact of a number is its person. */
  private async settlePersons(): Promise<void> {
    const moved: readonly { id: number; head: number }[] = await this.db('contacts as c')
      .join('contacts as o', 'o.phone_hmac', 'c.phone_hmac')
      .groupBy('c.id', 'c.person_id')
      .havingRaw('MIN(o.id) <> c.person_id')
      .select('c.id', this.db.raw('MIN(o.id) AS head'));
    for (const { id, head } of moved) {
      await this.db('contacts').where({ id }).update({ person_id: head });
      const touched = { contact_id: id, reason: 'test' };
      await this.db('rollup_touched_contacts').insert(touched).onConflict().ignore();
    }
  }

  private async join(): Promise<void> {
    const last = Number((await this.db('contacts').max({ id: 'id' }).first())?.id ?? 0);
    this.phones += 1;
    await this.addContact(last + 1, this.chance(0.4) ? 1 + this.int(CONTACTS) : this.phones);
  }

  private async retune(): Promise<void> {
    const campaign = 1 + this.int(CAMPAIGNS);
    await this.db('campaigns')
      .where({ id: campaign })
      .update({ link_count: this.int(2) });
    await this.db.raw(
      "INSERT IGNORE INTO rollup_touched (message_id, reason) SELECT id, 'test' FROM messages WHERE campaign_id = ?",
      [campaign],
    );
  }

  private async reweigh(): Promise<void> {
    const evidence = this.chance(0.5) ? 'strong' : 'weak';
    await this.db('code_overrides').where({ code: 'S' }).update({ evidence });
  }

  /** Somebody takes a number out, for a while or until it is let in again. */
  private async suppress(): Promise<void> {
    const lifted = new Date(this.at);
    if (this.chance(0.4)) {
      await this.db('suppressions').whereNull('lifted_at').update({ lifted_at: lifted, changed_at: lifted });
      return;
    }
    await this.db('suppressions').insert({
      phone_hmac: hashOf(1 + this.int(CONTACTS)),
      source: 'person',
      source_id: this.phones * 1000 + this.serial,
      reason: 'person',
      suppressed_at: lifted,
      changed_at: lifted,
      until_at: this.chance(0.5) ? new Date(this.at + 5 * DAY) : null,
    });
  }

  /** A sign of life is asked for. */
  private async ask(): Promise<void> {
    const open = await this.db('recommendations')
      .where({ state: 'proposed', action: 'reengage' })
      .orderBy('contact_id')
      .first('id');
    if (open === undefined) return;
    await this.db('recommendations')
      .where({ id: open.id })
      .update({ state: 'applied', is_open: null, state_at: new Date(this.at) });
  }

  /** A person decides on one that is open. */
  private async decide(): Promise<void> {
    const open: readonly { id: number }[] = await this.db('recommendations as r')
      .where({ state: 'proposed' })
      .orderBy(['contact_id', 'reason'])
      .select('id');
    const chosen = open[this.int(open.length)];
    if (chosen === undefined) return;
    await this.db('recommendations')
      .where({ id: chosen.id })
      .update({
        state: 'rejected',
        is_open: null,
        state_at: new Date(this.at),
        cool_down_until: new Date(this.at + 12 * DAY),
      });
  }
}

const VERDICT = { verdict: 'invalid_pattern', rule: 'length', judged_by: 'test' };
