import type { CampaignPlan } from './plan.ts';
import type { World } from './world.ts';

/** A click may lead to an order: cited by the shop's link (some), left for the click to explain (most). */
export function recordOrder(
  world: World,
  campaign: CampaignPlan,
  contact: number,
  messageId: string,
  clickedS: number,
): void {
  const random = world.random.orders;
  if (random.next() >= campaign.conversionRate) return;
  const atS = clickedS + 60 + Math.round(random.around(1800, 1.7));
  const cited = random.next() < 0.3 ? messageId : '';
  writeOrder(world, contact, cited, atS, campaign.conversionKind, campaign.currency);
}

/** Orders that no click explains: a code read out at the till names the text it came from. */
export function recordTillOrder(
  world: World,
  campaign: CampaignPlan,
  contact: number,
  messageId: string,
  sentS: number,
): void {
  const random = world.random.orders;
  const atS = sentS + 3600 + Math.round(random.around(14 * 3600, 0.8));
  writeOrder(world, contact, messageId, atS, 'purchase', campaign.currency);
}

/** What people buy anyway, on one day. */
export function recordOrganicOrders(world: World, dayS: number, count: number): void {
  const random = world.random.orders;
  for (let left = count; left > 0; left -= 1) {
    const contact = random.below(world.people.count);
    const atS = dayS + 6 * 3600 + random.below(16 * 3600);
    if ((world.people.createdS[contact] ?? 0) < atS) writeOrder(world, contact, '', atS, 'purchase', 'EUR');
  }
}

function writeOrder(
  { files, plan, utc, counters, random }: World,
  contact: number,
  cited: string,
  atS: number,
  kind: string,
  currency: string,
): void {
  if (atS > plan.endS) return;
  counters.order += 1;
  const isSignup = kind === 'signup';
  const inKrone = currency === 'NOK' ? 11.7 : 1;
  const value = isSignup ? '' : (random.orders.around(29, 0.6) * inKrone).toFixed(2);
  const tail = `${kind},${value},${currency}`;
  counters.conversion += 1;
  files.conversions.row(
    `v${counters.conversion},o${counters.order},c${contact},${cited},${utc(atS)},${tail}`,
  );
  // The nightly export tells of some orders a second time, under another id.
  if (random.orders.next() > 0.04) return;
  const nightS = (Math.floor(atS / 86_400) + 1) * 86_400 + 2 * 3600;
  if (nightS > plan.endS) return;
  counters.conversion += 1;
  files.conversions.row(`v${counters.conversion},o${counters.order},c${contact},,${utc(nightS)},${tail}`);
}
