import { type Message, messagesOf, outcomeOf } from './messages.ts';
import { DAY_S, type Sending, type Shape } from './plan.ts';
import { createRandom } from './random.ts';

/** Tables in the order they are loaded, with the columns of their lines. */
export const EVENT_TABLES = {
  messages:
    'id, message_id, provider, contact_id, campaign_id, variant_id, segment_id, sent_at, parts, cost_micro, currency',
  receipts: 'id, message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at',
  clicks: 'id, click_id, message_id, clicked_at, agent_class, agent_verdict, agent_hash, @ip, received_at',
  conversions:
    'id, conversion_id, order_id, contact_id, message_id, kind, converted_at, value_micro, currency, received_at',
  opt_outs: 'id, event_id, contact_id, event, occurred_at, keyword, message_id, received_at',
} as const;

export type EventTable = keyof typeof EVENT_TABLES;

export type Part = {
  readonly shape: Shape;
  readonly sendings: () => Iterable<Sending>;
  readonly firstMessage: number;
};

/** Tab separated lines of one table. `firstId` is the first id of that table. */
export function* linesOf(part: Part, table: EventTable, firstId: number): Generator<string> {
  const random = createRandom();
  let id = firstId;
  for (const message of messagesOf(part.shape, part.sendings(), part.firstMessage)) {
    if (table === 'messages') {
      yield messageLine(message, part.shape);
      continue;
    }
    const { receipts, clicks, conversion, optOutS } = outcomeOf(random, part.shape, message);
    if (table === 'receipts') {
      for (const receipt of receipts) {
        const { status, failureClass, code, atS } = receipt;
        const carrier = `carrier ${message.contact % 4}`;
        yield `${id}\t${message.id}\t${id}\t${status}\t${failureClass}\t${code === '' ? '\\N' : code}\t${carrier}\t${at(atS)}\t${at(atS + 2)}\n`;
        id += 1;
      }
    } else if (table === 'clicks') {
      for (const { atS, agentVerdict, agent } of clicks) {
        yield clickLine(id, message, { atS, agentVerdict, agent });
        id += 1;
      }
    } else if (table === 'conversions' && conversion !== null) {
      const { atS, valueMicro, cites, kind } = conversion;
      const currency = message.contact % 7 === 0 ? 'NOK' : 'EUR';
      yield `${id}\tv${id}\to${id}\t${message.contact}\t${cites ? message.id : '\\N'}\t${kind}\t${at(atS)}\t${valueMicro}\t${currency}\t${at(atS + 5)}\n`;
      id += 1;
    } else if (table === 'opt_outs' && optOutS !== null) {
      yield `${id}\tp${id}\t${message.contact}\topt_out\t${at(optOutS)}\tSTOP\t${message.id}\t${at(optOutS + 5)}\n`;
      id += 1;
    }
  }
}

export function clickLine(
  id: number,
  message: Pick<Message, 'id' | 'contact'>,
  click: { readonly atS: number; readonly agentVerdict: number; readonly agent: number },
): string {
  const ip = message.contact.toString(16).padStart(32, '0');
  return `${id}\tk${id}\t${message.id}\t${at(click.atS)}\t1\t${click.agentVerdict}\t${click.agent}\t${ip}\t${at(click.atS + 1)}\n`;
}

const names = createRandom();

/** The id of the sending platform is random, as it is with the usual providers: it costs a load what it costs there. */
function messageLine(message: Message, shape: Shape): string {
  names.seed(shape.seed ^ 0x1b873593, message.id);
  const name = hex(names.integer()) + hex(names.integer()) + hex(names.integer()) + hex(names.integer());
  const { id, contact, campaign, variant, segment, sentS, parts, costMicro, currency } = message;
  return `${id}\tSM${name}\ttwilio\t${contact}\t${campaign}\t${variant}\t${segment}\t${at(sentS)}\t${parts}\t${costMicro}\t${currency ?? '\\N'}\n`;
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}

const days = new Map<number, string>();
const times = Array.from({ length: DAY_S }, (_, second) =>
  [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':'),
);

/** Epoch seconds as DATETIME text. */
export function at(seconds: number): string {
  const number = Math.floor(seconds / DAY_S);
  const known = days.get(number);
  const day = known ?? new Date(number * DAY_S * 1000).toISOString().slice(0, 10);
  if (known === undefined) days.set(number, day);
  return `${day} ${times[seconds - number * DAY_S]}`;
}
