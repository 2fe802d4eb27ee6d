import type { RawClick, RawConversion, RawMessage, RawReceipt, RawRows } from './raw-rows.ts';

/**
 * An independent count of the same definitions, message by message, in plain loops over the raw rows. It shares no
 * line with the roll-up.
 */
export type OracleMessage = RawMessage & {
  person: number;
  zone: string;
  sentS: number;
  windowS: number;
  linked: boolean;
  promotional: boolean;
  status: number;
  failureClass: number;
  outcome: string;
  deliveredMs: number | null;
  receiptLag: number | null;
  clicks: JudgedClick[];
  conversions: Attributed[];
  replies: number;
  optOuts: number;
  dose: number;
  flags: number;
};
export type JudgedClick = RawClick & { verdict: number; inWindow: boolean; hour: number };
export type Attributed = RawConversion & { lag: number; primary: boolean };

const second = (ms: number): number => Math.floor(ms / 1000);
const DAYS_30 = 30 * 86_400;

export function countFromRawRows(rows: RawRows, now: number): OracleMessage[] {
  const ids = new Set(rows.messages.map(({ id }) => id));
  // a click without its message is nobody's, and makes no burst
  const raw = { ...rows, clicks: rows.clicks.filter((click) => ids.has(click.message_id)) };
  const contacts = new Map(raw.contacts.map((row) => [row.id, row]));
  const campaigns = new Map(raw.campaigns.map((row) => [row.id, row]));
  const personOf = (contact: number): number => known(contacts, contact).person_id || contact;
  const messages = raw.messages.map((message): OracleMessage => {
    const campaign = known(campaigns, message.campaign_id);
    return {
      ...message,
      person: personOf(message.contact_id),
      zone: known(contacts, message.contact_id).timezone ?? campaign.timezone ?? 'UTC',
      sentS: second(message.sent_at),
      windowS: campaign.attribution_hours * 3600,
      linked: campaign.link_count > 0,
      promotional: campaign.kind === 'promotional',
      ...stateOf(message, raw, now),
      clicks: [],
      conversions: [],
      replies: 0,
      optOuts: 0,
      dose: 0,
      flags: 0,
    };
  });
  const byId = new Map(messages.map((message) => [message.id, message]));
  judge(raw, byId);
  attributeConversions(raw, messages, byId, campaigns, personOf);
  attributeResponses(raw, messages, byId, personOf);
  countDoses(messages);
  countPersons(messages);
  return messages;
}

function known<Row>(rows: ReadonlyMap<number, Row>, id: number): Row {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
}

function stateOf(message: RawMessage, raw: RawRows, now: number) {
  const best = decidingReceipt(message, raw);
  const code = (status: number, failureClass: number): string =>
    [best?.carrier ?? '', best?.raw_code ?? '', status, failureClass].join('|');
  if (best === undefined || best.status < 30) {
    const isOverdue = second(message.sent_at) + 72 * 3600 <= now;
    const [status, failureClass] = isOverdue ? [30, 21] : [best?.status ?? 20, 0];
    const outcome = best === undefined && !isOverdue ? '' : code(status, failureClass);
    return { status, failureClass, outcome, deliveredMs: null, receiptLag: null };
  }
  const failureClass = classOf(best.status, best.failure_class);
  return {
    status: best.status,
    failureClass,
    outcome: code(best.status, failureClass),
    deliveredMs: best.status === 50 ? best.occurred_at : null,
    receiptLag: Math.max(0, Math.trunc((best.received_at - best.occurred_at) / 1000)),
  };
}

function decidingReceipt(message: RawMessage, raw: RawRows): RawReceipt | undefined {
  const rank = (status: number): number => Math.floor(status / 10);
  const key = ({ event_key }: RawReceipt): bigint => BigInt(event_key);
  return raw.receipts
    .filter((receipt) => receipt.message_id === message.id)
    .sort(
      (a, b) =>
        rank(b.status) - rank(a.status) || a.occurred_at - b.occurred_at || (key(a) < key(b) ? -1 : 1),
    )[0];
}

function classOf(status: number, failureClass: number): number {
  if (status === 50) return 0;
  if (status === 45) return 22;
  return status > 40 && failureClass === 0 ? 23 : failureClass;
}

function judge(raw: RawRows, byId: Map<number, OracleMessage>): void {
  for (const click of raw.clicks) {
    const message = byId.get(click.message_id);
    if (message === undefined) continue;
    message.clicks.push({
      ...click,
      verdict: verdictOf(click, message, raw),
      inWindow: second(click.clicked_at) < message.sentS + message.windowS,
      hour: localHour(click.clicked_at, message.zone),
    });
  }
}

function verdictOf(click: RawClick, message: OracleMessage, raw: RawRows): number {
  if (click.agent_verdict === 4) return 4;
  if (click.agent_verdict === 3 || click.agent_class === 2) return 3;
  if (click.agent_verdict === 2) return 2;
  if (click.clicked_at < message.sent_at) return 2;
  if (click.clicked_at < (message.deliveredMs ?? message.sent_at) + 2000) return 2;
  const isEcho = raw.clicks.some(
    (other) =>
      other.id !== click.id &&
      other.message_id === click.message_id &&
      Math.abs(other.clicked_at - click.clicked_at) <= 2000 &&
      (other.ip_hash !== click.ip_hash || other.agent_hash !== click.agent_hash),
  );
  if (isEcho) return 2;
  if (isBurst(click, raw)) return 3;
  return message.status >= 41 && message.status <= 45 ? 3 : 1;
}

/** Ten messages from one address and agent in a ten-minute window; windows start every five minutes. */
function isBurst(click: RawClick, raw: RawRows): boolean {
  if (click.ip_hash === null || click.agent_hash === null) return false;
  const slot = Math.floor(click.clicked_at / 300_000);
  return [slot - 1, slot].some((first) => {
    const hit = raw.clicks.filter(
      (other) =>
        other.ip_hash === click.ip_hash &&
        other.agent_hash === click.agent_hash &&
        other.clicked_at >= first * 300_000 &&
        other.clicked_at < (first + 2) * 300_000,
    );
    return new Set(hit.map((other) => other.message_id)).size >= 10;
  });
}

function attributeConversions(
  raw: RawRows,
  messages: OracleMessage[],
  byId: Map<number, OracleMessage>,
  campaigns: Map<number, { primary_kind: string }>,
  personOf: (contact: number) => number,
): void {
  const found: { conversion: RawConversion; message: OracleMessage; lag: number }[] = [];
  for (const conversion of raw.conversions) {
    const at = second(conversion.converted_at);
    const [last] = messages
      .filter((message) => message.person === personOf(conversion.contact_id))
      .flatMap((message) => message.clicks.map((click) => ({ message, click })))
      .filter(({ message, click }) => {
        const clicked = second(click.clicked_at);
        return click.verdict === 1 && clicked <= at && at < clicked + message.windowS;
      })
      .sort((a, b) => b.click.clicked_at - a.click.clicked_at || b.click.id - a.click.id);
    const cited = conversion.message_id === null ? undefined : byId.get(conversion.message_id);
    if (last !== undefined) {
      found.push({ conversion, message: last.message, lag: at - second(last.click.clicked_at) });
    } else if (cited !== undefined && cited.sentS <= at && at < cited.sentS + cited.windowS) {
      found.push({ conversion, message: cited, lag: at - cited.sentS });
    }
  }
  found.sort(
    (a, b) =>
      second(a.conversion.converted_at) - second(b.conversion.converted_at) ||
      a.conversion.id - b.conversion.id,
  );
  const orders = new Set<string>();
  for (const { conversion, message, lag } of found) {
    const order = `${conversion.kind} ${conversion.order_id}`;
    if (conversion.order_id !== null && orders.has(order)) continue;
    orders.add(order);
    const primary = known(campaigns, message.campaign_id).primary_kind === conversion.kind;
    message.conversions.push({ ...conversion, lag, primary });
  }
}

function attributeResponses(
  raw: RawRows,
  messages: OracleMessage[],
  byId: Map<number, OracleMessage>,
  personOf: (contact: number) => number,
): void {
  const lastDelivered = (contact: number, at: number): OracleMessage | undefined =>
    messages
      .filter((m) => m.person === personOf(contact) && m.status === 50)
      .filter((m) => m.sentS <= at && at < m.sentS + m.windowS)
      .sort((a, b) => b.sentS - a.sentS || b.id - a.id)[0];
  for (const event of raw.opt_outs) {
    if (event.event !== 'opt_out') continue;
    const at = second(event.occurred_at);
    let message =
      event.message_id === null ? lastDelivered(event.contact_id, at) : byId.get(event.message_id);
    if (message !== undefined && !(message.sentS <= at && at < message.sentS + message.windowS))
      message = undefined;
    if (message === undefined) continue;
    const ends = message.sentS + message.windowS;
    const isTakenBack = raw.opt_outs.some(
      (other) =>
        other.event === 'opt_in' &&
        personOf(other.contact_id) === personOf(event.contact_id) &&
        second(other.occurred_at) > at &&
        second(other.occurred_at) < ends,
    );
    if (!isTakenBack) message.optOuts += 1;
  }
  for (const reply of raw.inbound) {
    const message = lastDelivered(reply.contact_id, second(reply.occurred_at));
    if (message !== undefined) message.replies += 1;
  }
}

function countDoses(messages: OracleMessage[]): void {
  const counts = messages.filter((message) => message.status === 50 && message.promotional);
  for (const message of counts) {
    message.dose = counts.filter(
      (other) =>
        other.person === message.person &&
        other.sentS < message.sentS &&
        other.sentS >= message.sentS - DAYS_30,
    ).length;
  }
}

function countPersons(messages: OracleMessage[]): void {
  const groups = Map.groupBy(messages, (message) => `${message.campaign_id} ${message.person}`);
  for (const group of groups.values()) {
    const own = new Map(group.map((message) => [message, ownFlags(message)]));
    const sorted = group.toSorted((a, b) => a.sentS - b.sentS || a.id - b.id);
    const home =
      sorted.find((message) => message.status === 50) ?? sorted.find((message) => own.get(message) !== 0);
    if (home !== undefined) home.flags = [...own.values()].reduce((all, flags) => all | flags, 0);
  }
}

function ownFlags(message: OracleMessage): number {
  const hits = message.clicks.filter((click) => click.inWindow);
  const isClicked = hits.some((click) => click.verdict === 1);
  let flags = 0;
  if (message.status === 50) flags |= message.linked ? 3 : 1;
  if (isClicked) flags |= 4;
  if (hits.length > 0) flags |= 8;
  if (isClicked || message.replies > 0 || message.conversions.length > 0) flags |= 16;
  if (message.conversions.some(({ primary }) => primary)) flags |= 32;
  if (message.optOuts > 0) flags |= 64;
  return flags;
}

export function localHour(ms: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return (local.dayOfWeek - 1) * 24 + local.hour;
}
