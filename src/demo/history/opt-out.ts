import type { CampaignPlan, VariantPlan } from './plan.ts';
import { DAY_S } from './plan.ts';
import { isOptedOut } from './respond.ts';
import type { World } from './world.ts';

const WORDS = ['STOP', 'Stop', 'STOPP', 'stop', 'AVMELD'] as const;

/** Some who get a text ask to stop; a few of them come back later. */
export function recordOptOut(
  world: World,
  campaign: CampaignPlan,
  variant: VariantPlan,
  contact: number,
  sentS: number,
  messageId: string,
): void {
  const { people, plan, outcome } = world;
  const random = world.random.response;
  const week = Math.floor((sentS - plan.startS) / 604_800);
  const segment = plan.segments[people.segment[contact] ?? 0];
  const factor = segment === undefined ? 1 : segment.optOutFactor(week);
  if (random.next() >= campaign.optOutRate * variant.optOutFactor * factor) return;
  const outS = outcome.deliveredS + 20 + Math.round(random.around(1500, 1.4));
  if (outS > plan.endS || isOptedOut(people, contact, outS)) return;
  people.outS[contact] = outS;
  people.inS[contact] = 0;
  write(
    world,
    contact,
    'opt_out',
    outS,
    WORDS[random.below(WORDS.length)] ?? '',
    random.next() < 0.6 ? messageId : '',
  );
  if (random.next() > 0.09) return;
  const inS = outS + Math.round((1 + 25 * random.next()) * DAY_S);
  if (inS > plan.endS) return;
  people.inS[contact] = inS;
  write(world, contact, 'opt_in', inS, 'START', '');
}

function write(
  { files, utc, counters }: World,
  contact: number,
  event: 'opt_out' | 'opt_in',
  atS: number,
  keyword: string,
  messageId: string,
): void {
  counters.optOut += 1;
  files.opt_outs.row(`e${counters.optOut},c${contact},${event},${utc(atS)},${keyword},${messageId}`);
}
