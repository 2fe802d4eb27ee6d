import { deliver, type Outcome } from './deliver.ts';
import { recordHits } from './hits.ts';
import { recordOptOut } from './opt-out.ts';
import { recordTillOrder } from './orders.ts';
import type { Country } from './phone-number.ts';
import type { CampaignPlan, VariantPlan } from './plan.ts';
import { scramble } from './random.ts';
import { recordReply } from './reply.ts';
import { isOptedOut } from './respond.ts';
import type { World } from './world.ts';

/** Units of EUR per part. */
const PRICES: Readonly<Record<Country, number>> = { NO: 0.042, SE: 0.048, DK: 0.031, GB: 0.039 };

/** Delivered texts whose code is read out at the till, clicked or not. */
const TILL_RATE = 0.0012;

/** 65,536 pieces of four hex digits. */
const HEX = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));

/** One message with all that follows from it, up to the end of the history. */
export function sendMessage(
  world: World,
  campaign: CampaignPlan,
  variant: VariantPlan,
  contact: number,
  sentS: number,
): void {
  const { plan, people, outcome, random } = world;
  if (sentS > plan.endS) return;
  const promotional = campaign.kind === 'promotional';
  if (promotional && isOptedOut(people, contact, sentS)) {
    // The platform keeps most opted-out numbers from being sent to; a few slip through and are refused.
    if (random.sending.next() > 0.03) return;
    refuse(outcome, sentS);
  } else {
    deliver(plan, people, campaign, contact, sentS, random.delivery, outcome);
  }
  if (outcome.statusS > plan.endS) notYet(outcome, sentS);
  const id = messageId(world);
  writeMessage(world, campaign, variant, contact, sentS, id);
  if (campaign.linkCount > 0) recordHits(world, campaign, variant, contact, sentS, id);
  if (outcome.deliveredS === 0) return;
  recordOptOut(world, campaign, variant, contact, sentS, id);
  recordReply(world, contact);
  if (promotional && random.orders.next() < TILL_RATE) recordTillOrder(world, campaign, contact, id, sentS);
}

function refuse(outcome: Outcome, sentS: number): void {
  outcome.status = 'failed';
  outcome.code = '21610';
  outcome.carrier = '';
  outcome.deliveredS = 0;
  outcome.statusS = sentS;
}

/** The receipt comes after the end of the history. */
function notYet(outcome: Outcome, sentS: number): void {
  outcome.status = 'sent';
  outcome.code = '';
  outcome.deliveredS = 0;
  outcome.statusS = sentS;
}

/** Random-looking like a provider's, never twice; the same number of the message gives the same id. */
function messageId({ counters }: World): string {
  const count = counters.message;
  counters.message = count + 1;
  const first = scramble(count);
  const second = scramble(first ^ 0x5bd1e995);
  return `SM${hex8(first)}${hex8(second)}${hex8(scramble(second + count))}`;
}

function hex8(value: number): string {
  return (HEX[value >>> 16] ?? '') + (HEX[value & 0xffff] ?? '');
}

function writeMessage(
  { plan, people, files, utc, outcome, random }: World,
  campaign: CampaignPlan,
  variant: VariantPlan,
  contact: number,
  sentS: number,
  id: string,
): void {
  const segment = plan.segments[people.segment[contact] ?? 0]?.id ?? '';
  const { trouble } = campaign;
  const isFree = outcome.code === '21211' || outcome.code === '21610';
  const isUnpriced = trouble?.kind === 'missing-costs' && random.sending.next() < trouble.share;
  const price = isFree ? 0 : (campaign.costEach ?? PRICES[countryOf(plan, people, contact)]);
  const cost = isUnpriced ? ',' : `${costText(price, variant.parts)},${campaign.currency}`;
  files.messages.row(
    `${id},c${contact},${campaign.id},${variant.id},${segment},${utc(sentS)},${outcome.status},${utc(outcome.statusS)},${outcome.code},${outcome.carrier},${variant.parts},${cost}`,
  );
}

function countryOf(plan: World['plan'], people: World['people'], contact: number): Country {
  return plan.countries[people.country[contact] ?? 0]?.country ?? 'NO';
}

const costs = new Map<number, string>();

/** Prices have three decimals; 0.126, not 0.12600000000000000006. */
function costText(price: number, parts: number): string {
  const thousandths = Math.round(price * 1000) * parts;
  let text = costs.get(thousandths);
  if (text === undefined) {
    text = String(thousandths / 1000);
    costs.set(thousandths, text);
  }
  return text;
}
