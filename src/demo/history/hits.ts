import { PHONES, PREVIEW, SCANNER, STORM, STORM_ADDRESS } from './agents.ts';
import { recordOrder } from './orders.ts';
import type { CampaignPlan, VariantPlan } from './plan.ts';
import { scramble } from './random.ts';
import { attention, clickDelay } from './respond.ts';
import type { World } from './world.ts';

/** The hits on the link of one message: by machines, then perhaps by the person, who perhaps orders. */
export function recordHits(
  world: World,
  campaign: CampaignPlan,
  variant: VariantPlan,
  contact: number,
  sentS: number,
  id: string,
): void {
  const { outcome, people } = world;
  const random = world.random.response;
  if (outcome.deliveredS === 0) {
    // A link that was opened although the text never arrived: scanned on its way.
    if (outcome.code === '30007' && random.next() < 0.5) {
      hit(world, campaign, contact, id, sentS + 1, 'datacenter', SCANNER, address(contact, 1));
    }
    return;
  }
  recordMachines(world, campaign, contact, id);
  const zone = people.zone[contact] ?? 0;
  const localS = world.local(zone === 255 ? 0 : zone, sentS);
  const chance = clickRate(world, campaign, variant, contact, sentS) * attention(localS);
  if (random.next() >= Math.min(0.6, chance)) return;
  let atS = outcome.deliveredS + clickDelay(localS, random);
  const agent = PHONES[scramble(contact) % PHONES.length] ?? '';
  hit(world, campaign, contact, id, atS, 'mobile', agent, address(contact, 0));
  recordOrder(world, campaign, contact, id, atS);
  while (random.next() < 0.18) {
    atS += 20 + Math.round(random.around(600, 1.6));
    hit(world, campaign, contact, id, atS, 'mobile', agent, address(contact, 0));
  }
}

function clickRate(
  { plan, people }: World,
  campaign: CampaignPlan,
  variant: VariantPlan,
  contact: number,
  sentS: number,
): number {
  const week = Math.floor((sentS - plan.startS) / 604_800);
  const segment = plan.segments[people.segment[contact] ?? 0];
  const factor = segment === undefined ? 1 : segment.clickFactor(week);
  return campaign.clickRate * variant.clickFactor * factor * (people.interest[contact] ?? 1);
}

function recordMachines(world: World, campaign: CampaignPlan, contact: number, id: string): void {
  const { outcome, people, plan } = world;
  const random = world.random.response;
  const at = outcome.deliveredS;
  if (people.previews[contact] === 1 && random.next() < 0.5) {
    hit(world, campaign, contact, id, at + 1, 'unknown', PREVIEW, address(contact, 0));
  }
  const scanned = plan.segments[people.segment[contact] ?? 0]?.scanned ?? 0;
  // Companies scan for all of their people or for none.
  if ((scramble(contact ^ 0x2545f491) & 1023) / 1024 < scanned) {
    hit(world, campaign, contact, id, at, 'datacenter', SCANNER, address(contact, 1), 'HEAD');
    hit(world, campaign, contact, id, at + 1 + random.below(4), 'datacenter', SCANNER, address(contact, 1));
  }
  // Some message apps look at a link at once and say they are a phone.
  if (random.next() < 0.012) hit(world, campaign, contact, id, at, 'mobile', PHONES[2], address(contact, 0));
  if (campaign.trouble?.kind === 'bot-storm' && random.next() < campaign.trouble.share) {
    // All within four minutes of the last text of a quarter of an hour.
    const burstS = (Math.floor(at / 900) + 1) * 900 + random.below(240);
    hit(world, campaign, contact, id, burstS, 'unknown', STORM, STORM_ADDRESS);
  }
}

function hit(
  { files, plan, utc, counters }: World,
  campaign: CampaignPlan,
  contact: number,
  id: string,
  atS: number,
  agentClass: 'mobile' | 'datacenter' | 'unknown',
  agent: string,
  ip: string,
  method = 'GET',
): void {
  if (atS > plan.endS) return;
  counters.click += 1;
  const link = (counters.click % campaign.linkCount) + 1;
  files.clicks.row(
    `k${counters.click},${id},c${contact},${utc(atS)},${campaign.id}-${link},${agentClass},"${agent}",${ip},${method}`,
  );
}

/** From the shared address space of mobile networks, or (1) from the documentation range of a data centre. */
function address(contact: number, origin: 0 | 1): string {
  const value = scramble(contact);
  return origin === 0
    ? `100.${64 + (value & 63)}.${(value >>> 8) & 255}.${(value >>> 16) & 255}`
    : `198.51.100.${value & 255}`;
}
