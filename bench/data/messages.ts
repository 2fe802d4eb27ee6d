import { SEGMENTS, type Sending, type Shape } from './plan.ts';
import { createRandom, type Random } from './random.ts';

export type Message = {
  id: number;
  contact: number;
  campaign: number;
  variant: number;
  segment: number;
  sentS: number;
  parts: number;
  costMicro: number;
  currency: string | null;
};

export type Receipt = { status: number; failureClass: number; code: string; atS: number };
export type Click = { atS: number; agentVerdict: number; agent: number };

export type Outcome = {
  readonly receipts: readonly Receipt[];
  readonly clicks: readonly Click[];
  readonly conversion: {
    readonly atS: number;
    readonly valueMicro: number;
    readonly cites: boolean;
    readonly kind: string;
  } | null;
  readonly optOutS: number | null;
};

/** Messages of these sendings; the id is the next one. The object is reused. */
export function* messagesOf(shape: Shape, sendings: Iterable<Sending>, firstId: number): Generator<Message> {
  const random = createRandom();
  const message: Message = {
    id: firstId - 1,
    contact: 0,
    campaign: 0,
    variant: 0,
    segment: 0,
    sentS: 0,
    parts: 1,
    costMicro: 0,
    currency: null,
  };
  for (const { campaign, startS, durationS, first, count } of sendings) {
    const stride = strideOf(campaign, shape.contacts);
    for (let index = 0; index < count; index += 1) {
      message.id += 1;
      random.seed(shape.seed, message.id);
      const nth = first + index;
      message.contact = ((campaign * 7919 + nth * stride) % shape.contacts) + 1;
      message.campaign = campaign;
      message.variant = campaign * 2 - (random.next() < 0.5 ? 1 : 0);
      message.segment = (message.contact % SEGMENTS) + 1;
      message.sentS = startS + Math.floor((index * durationS) / count);
      message.parts = random.next() < 0.2 ? 2 : 1;
      const isCostKnown = random.next() < 0.99;
      message.costMicro = isCostKnown ? message.parts * (campaign % 5 === 0 ? 450_000 : 42_000) : 0;
      message.currency = isCostKnown ? (campaign % 5 === 0 ? 'NOK' : 'EUR') : null;
      yield message;
    }
  }
}

/** Prime to the number of contacts, so that a campaign meets each contact once before it repeats one. */
function strideOf(campaign: number, contacts: number): number {
  let stride = 9973 + 20 * campaign;
  while (greatestCommonDivisor(stride, contacts) !== 1) stride += 1;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

const FAILURES = [
  { upTo: 0.93, status: 41, failureClass: 6, code: '30003' },
  { upTo: 0.945, status: 42, failureClass: 9, code: '30036' },
  { upTo: 0.955, status: 43, failureClass: 12, code: '30007' },
  { upTo: 0.97, status: 44, failureClass: 1, code: '30005' },
];

/**
 * What came of a message: 90 % delivered, 7 % failed, 3 % silent; 8 % clicked; 0.9 % bought; 0.5 % opted out. The same
 * for every table it is asked for.
 */
export function outcomeOf(random: Random, shape: Shape, { id, sentS }: Message): Outcome {
  random.seed(shape.seed ^ 0x5bd1e995, id);
  const fate = random.next();
  if (fate >= 0.9) return { receipts: failed(fate, sentS), clicks: [], conversion: null, optOutS: null };
  const deliveredS = sentS + 1 + Math.floor(Math.min(40_000, 6 * Math.exp(1.2 * gauss(random))));
  const receipts = [{ status: 50, failureClass: 0, code: '', atS: deliveredS }];
  // some providers report each step
  if (fate < 0.05) receipts.unshift({ status: 20, failureClass: 0, code: '', atS: sentS });
  const clicks = random.next() < 0.089 ? clicksAfter(random, deliveredS) : [];
  const [click] = clicks;
  const conversion = click !== undefined && random.next() < 0.115 ? conversionAfter(random, click.atS) : null;
  const optOutS = random.next() < 0.0055 ? deliveredS + Math.floor(random.next() * 60 * 3600) : null;
  return { receipts, clicks, conversion, optOutS };
}

function failed(fate: number, sentS: number): readonly Receipt[] {
  const failure = FAILURES.find(({ upTo }) => fate < upTo);
  if (failure !== undefined) return [{ ...failure, atS: sentS + 30 + Math.floor(fate * 1000) }];
  return fate < 0.98 ? [{ status: 20, failureClass: 0, code: '', atS: sentS + 1 }] : [];
}

function clicksAfter(random: Random, deliveredS: number): readonly Click[] {
  const many = random.next();
  const count = many < 0.75 ? 1 : many < 0.95 ? 2 : 3;
  const clicks: Click[] = [];
  // median a quarter of an hour; a few after the outcome window of 72 h
  let atS = deliveredS + 3 + Math.floor(Math.min(500_000, 900 * Math.exp(1.9 * gauss(random))));
  for (let index = 0; index < count; index += 1) {
    const who = random.next();
    const agentVerdict = who < 0.88 ? 1 : who < 0.92 ? 2 : 3;
    clicks.push({ atS, agentVerdict, agent: Math.floor(random.next() * 40) });
    atS += 10 + Math.floor(random.next() * 3000);
  }
  return clicks;
}

function conversionAfter(random: Random, clickS: number): Outcome['conversion'] {
  return {
    atS: clickS + 60 + Math.floor(random.next() * 48 * 3600),
    valueMicro: (20 + Math.floor(random.next() * 100)) * 1_000_000,
    cites: random.next() < 0.5,
    kind: random.next() < 0.95 ? 'purchase' : 'signup',
  };
}

function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
