import { Failure } from '../../core/failure.ts';
import { recordTillOrder } from './orders.ts';
import { type CampaignPlan, DAY_S, type VariantPlan } from './plan.ts';
import { hashText, scramble } from './random.ts';
import { sendMessage } from './send-message.ts';
import type { World } from './world.ts';

/** What a campaign sends on one UTC day. */
export function sendCampaignDay(world: World, campaign: CampaignPlan, day: number): void {
  const { sending } = campaign;
  switch (sending.kind) {
    case 'blast':
      if (Math.floor(sending.startS / DAY_S) === day) sendBlast(world, campaign, sending);
      return;
    case 'drip':
      if (day >= sending.fromDay && day <= sending.toDay) sendDrip(world, campaign, day, sending);
      return;
    case 'welcome':
      if (day >= sending.fromDay && day <= sending.toDay) sendWelcome(world, campaign, day);
  }
}

type Blast = Extract<CampaignPlan['sending'], { kind: 'blast' }>;

function sendBlast(world: World, campaign: CampaignPlan, { startS, durationS, randomHour }: Blast): void {
  const { people } = world;
  const random = world.random.sending;
  const total = audienceSize(world, campaign);
  let sent = 0;
  for (const { segment, reach } of campaign.audience) {
    for (const contact of people.members[segment] ?? []) {
      if (reach < 1 && random.next() >= reach) continue;
      if ((people.createdS[contact] ?? 0) > startS) continue;
      const atS = randomHour
        ? randomLocalHour(world, contact, startS)
        : startS + Math.floor((sent / total) * durationS);
      sent += 1;
      sendToArm(world, campaign, contact, atS);
    }
  }
}

function audienceSize({ people }: World, campaign: CampaignPlan): number {
  let size = 0;
  for (const { segment, reach } of campaign.audience) size += (people.members[segment]?.length ?? 0) * reach;
  return Math.max(1, size);
}

/** 8 to 20 o'clock of the day of `startS`, as the contact's clock has it. */
function randomLocalHour({ people, local, random }: World, contact: number, startS: number): number {
  const zone = people.zone[contact] ?? 0;
  const offset = local(zone === 255 ? 0 : zone, startS) - startS;
  const midnightS = Math.floor((startS + offset) / DAY_S) * DAY_S - offset;
  return midnightS + (8 + random.sending.below(12)) * 3600 + random.sending.below(3600);
}

/** Hours of the day of a message that an event of the contact starts, UTC: few at night. */
const DRIP_HOURS = [
  5, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 14, 15, 16, 16, 17, 17, 18, 18, 19, 19, 20, 21, 22, 23,
  0, 2, 3,
];

type Drip = Extract<CampaignPlan['sending'], { kind: 'drip' }>;

function sendDrip(world: World, campaign: CampaignPlan, day: number, drip: Drip): void {
  const random = world.random.sending;
  const total = audienceSize(world, campaign);
  const today = Math.round(drip.perDay * (0.75 + 0.5 * random.next()));
  for (let left = today; left > 0; left -= 1) {
    const contact = drip.repeats
      ? pickAny(world, campaign, random.next() * total)
      : pickNext(world, campaign);
    const hour = DRIP_HOURS[random.below(DRIP_HOURS.length)] ?? 12;
    const atS = day * DAY_S + hour * 3600 + random.below(3600);
    if (atS < world.plan.startS || (world.people.createdS[contact] ?? 0) > atS) continue;
    sendToArm(world, campaign, contact, atS);
  }
}

function pickAny({ people, random }: World, campaign: CampaignPlan, place: number): number {
  let rest = place;
  let members: Uint32Array = NOBODY;
  for (const { segment, reach } of campaign.audience) {
    members = people.members[segment] ?? members;
    rest -= members.length * reach;
    if (rest < 0) break;
  }
  return members[random.sending.below(members.length)] ?? 0;
}

const NOBODY = new Uint32Array(1);

/** A prime: steps of it visit every member once before any twice, unless their number is a multiple of it. */
const STEP = 7_919;

function pickNext({ people, turns }: World, campaign: CampaignPlan): number {
  const turn = turns.get(campaign.id) ?? 0;
  turns.set(campaign.id, turn + 1);
  const { audience } = campaign;
  const members = people.members[audience[turn % audience.length]?.segment ?? 0] ?? NOBODY;
  return members[(Math.floor(turn / audience.length) * STEP) % members.length] ?? 0;
}

/** Contacts are numbered in the order of joining, so those of one day lie side by side. */
function sendWelcome(world: World, campaign: CampaignPlan, day: number): void {
  const { createdS, count } = world.people;
  const fromS = (day - 1) * DAY_S;
  let low = 0;
  for (let high = count; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((createdS[middle] ?? 0) < fromS) low = middle + 1;
    else high = middle;
  }
  for (let contact = low; contact < count && (createdS[contact] ?? 0) < fromS + DAY_S; contact += 1) {
    const atS = day * DAY_S + 9 * 3600 + world.random.sending.below(3 * 3600);
    if (atS >= world.plan.startS) sendToArm(world, campaign, contact, atS);
  }
}

function sendToArm(world: World, campaign: CampaignPlan, contact: number, atS: number): void {
  const variant = armOf(campaign, contact);
  if (campaign.isTest && atS <= world.plan.endS) {
    world.files.assignments.row(`${campaign.id},${variant.id},c${contact},${world.utc(atS)}`);
  }
  if (variant.isHoldout) {
    if (world.random.orders.next() < 0.006) recordTillOrder(world, campaign, contact, '', atS);
    return;
  }
  sendMessage(world, campaign, variant, contact, atS);
}

/** A contact stays in its arm, however often the campaign writes to it. */
function armOf(campaign: CampaignPlan, contact: number): VariantPlan {
  const [first, ...others] = campaign.variants;
  if (first === undefined) throw new Failure('internal', `campaign ${campaign.id} has no variant`);
  let luck = scramble(contact ^ hashText(campaign.id)) / 4_294_967_296 - first.actualShare;
  let chosen = first;
  for (const variant of others) {
    if (luck < 0) break;
    chosen = variant;
    luck -= variant.actualShare;
  }
  return chosen;
}
