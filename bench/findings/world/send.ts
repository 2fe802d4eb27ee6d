import { createRandom, type Random } from '../../../src/demo/history/random.ts';
import { type CampaignPlan, planCampaigns } from './campaigns.ts';
import { createLedger, type Ledger, numberAt } from './ledger.ts';
import { buildPeople, CAUSES, NO_SEGMENT, NUMBERS, type People } from './people.ts';
import { planWorld, type SegmentPlan, type WorldAsked, type WorldPlan } from './plan-world.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

export type World = {
  readonly plan: WorldPlan;
  readonly people: People;
  readonly campaigns: readonly CampaignPlan[];
  readonly ledger: Ledger;
};

const DAY_S = 86_400;

type Making = Omit<World, 'ledger'> & {
  readonly ledger: Ledger;
  readonly random: Random;
  readonly clocks: readonly ZoneClock[];
  readonly members: readonly (readonly number[])[];
  /** logit by week: season and chance */
  readonly season: readonly number[];
  /** second at which a contact left; Infinity = is there */
  readonly leftS: Float64Array;
};

/** The same asking gives the same world. Some two seconds for 800,000 messages. */
export function buildWorld(asked: WorldAsked): World {
  const plan = planWorld(asked);
  const people = buildPeople(plan);
  const campaigns = planCampaigns(plan);
  const random = createRandom(`findings/${plan.isNull ? 'null' : 'planted'}/${plan.seed}/send`);
  const firstDay = plan.asOfDay - plan.weeks * 7;
  const members = membersOf(plan, people);
  const most = campaigns.reduce(
    (sum, { segments }) => sum + segments.reduce((all, at) => all + (members[at]?.length ?? 0), 0),
    0,
  );
  const making: Making = {
    plan,
    people,
    campaigns,
    random,
    members,
    ledger: createLedger(most),
    clocks: plan.zones.map(({ zone }) =>
      zoneClock(zone, firstDay - 2, (plan.weeks + plan.futureWeeks) * 7 + 5),
    ),
    season: seasonOf(plan, random),
    leftS: new Float64Array(people.count).fill(Number.POSITIVE_INFINITY),
  };
  campaigns.forEach((campaign, index) => sendCampaign(making, campaign, index));
  return { plan, people, campaigns, ledger: making.ledger };
}

function membersOf(
  { segments }: WorldPlan,
  { count, segment, second }: People,
): readonly (readonly number[])[] {
  const members: number[][] = segments.map(() => []);
  for (let index = 0; index < count; index += 1) {
    members[segment[index] ?? 0]?.push(index);
    if (second[index] !== NO_SEGMENT) members[second[index] ?? 0]?.push(index);
  }
  return members;
}

function seasonOf({ weeks, futureWeeks }: WorldPlan, random: Random): readonly number[] {
  const shift = random.next() * 2 * Math.PI;
  let wander = 0;
  return Array.from({ length: weeks + futureWeeks + 1 }, (_, week) => {
    wander = 0.7 * wander + 0.06 * random.normal();
    return wander + 0.12 * Math.sin(shift + (2 * Math.PI * week) / 52);
  });
}

function sendCampaign(making: Making, campaign: CampaignPlan, index: number): void {
  const { plan, random, members, leftS } = making;
  const noonS = campaign.startDay * DAY_S + campaign.hour * 3600;
  const startS = noonS - offsetOf(making, 0, noonS);
  for (const at of campaign.segments) {
    const segment = plan.segments[at];
    if (segment === undefined) continue;
    const own = 0.07 * random.normal();
    for (const contact of members[at] ?? []) {
      if (!isReached(making, { campaign, at, contact })) continue;
      const sentS = campaign.isRandomised
        ? randomHour(making, contact, campaign.startDay)
        : startS + random.below(1500);
      if (numberAt(leftS, contact) <= sentS) continue;
      sendOne(making, { campaign, index, segment, at, contact, sentS, own });
    }
  }
}

function isReached(
  { people, random }: Making,
  {
    campaign,
    at,
    contact,
  }: { readonly campaign: CampaignPlan; readonly at: number; readonly contact: number },
): boolean {
  if (random.next() >= numberAt(people.reach, contact)) return false;
  // who stands in both audiences gets it once
  if (people.second[contact] === at && campaign.segments.includes(numberAt(people.segment, contact)))
    return false;
  return numberAt(people.createdDay, contact) < campaign.startDay;
}

function offsetOf({ clocks }: Making, zone: number, secondsUtc: number): number {
  return clocks[zone]?.offsetAt(secondsUtc) ?? 0;
}

/** Any full hour from 8 to 20 at the contact's. */
function randomHour(making: Making, contact: number, day: number): number {
  const { people, random } = making;
  const localS = day * DAY_S + (8 + random.below(13)) * 3600 + random.below(3600);
  return localS - offsetOf(making, numberAt(people.zone, contact), localS);
}

type Sending = {
  readonly campaign: CampaignPlan;
  readonly index: number;
  readonly segment: SegmentPlan;
  readonly at: number;
  readonly contact: number;
  readonly sentS: number;
  /** what this campaign is to this segment */
  readonly own: number;
};

function sendOne(making: Making, sending: Sending): void {
  const { people, random, ledger } = making;
  const { campaign, index, at, contact, sentS } = sending;
  const day = Math.floor(sentS / DAY_S);
  const localS = sentS + offsetOf(making, numberAt(people.zone, contact), sentS);
  const hour = Math.floor((localS % DAY_S) / 3600);
  const failure = failureOf(making, { campaign, contact, day });
  const row = ledger.add({ contact, campaign: index, segment: at, sentS, hour, failure });
  const isStorm = campaign.plant === 'bot-storm' && random.next() < campaign.strength;
  if (failure !== 0) return;
  if (isStorm || random.next() < 0.004) ledger.isBot[row] = 1;
  const isDamped = day >= numberAt(people.fromDay, contact) && day < numberAt(people.toDay, contact);
  const logit = logitOf(making, sending, { day, hour }) + (isDamped ? numberAt(people.damping, contact) : 0);
  if (random.next() < 1 / (1 + Math.exp(-logit))) {
    ledger.clickS[row] = sentS + 20 + Math.min(6 * DAY_S, Math.floor(random.around(1500, 1.5)));
  }
  const isTired = isDamped && people.cause[contact] === CAUSES.indexOf('tired');
  if (random.next() < leavingOf(making, sending, { day, isTired })) leave(making, { contact, row, sentS });
}

/** Chance to opt out on a text. */
function leavingOf(
  { plan, people }: Making,
  { campaign, segment, contact }: Sending,
  { day, isTired }: { readonly day: number; readonly isTired: boolean },
): number {
  return (
    Math.exp(segment.leaving + campaign.leaving) *
    numberAt(people.leaving, contact) *
    optOutFactor(plan, segment, day) *
    (isTired && segment.optOuts > 1 ? 1.3 : 1) *
    (campaign.plant === 'opt-out-spike' ? campaign.strength : 1)
  );
}

/** One in twelve comes back within days. */
function leave(
  { ledger, random, leftS }: Making,
  { contact, row, sentS }: { readonly contact: number; readonly row: number; readonly sentS: number },
): void {
  const optOutS = sentS + 30 + Math.min(2 * DAY_S, Math.floor(random.around(1200, 1.3)));
  const isBack = random.next() < 0.08;
  ledger.optOutS[row] = optOutS;
  if (isBack) ledger.returnS[row] = optOutS + 600 + random.below(5 * DAY_S);
  leftS[contact] = isBack ? Number.POSITIVE_INFINITY : optOutS;
}

function logitOf(
  { plan, people, season }: Making,
  { campaign, segment, contact, own }: Sending,
  { day, hour }: { readonly day: number; readonly hour: number },
): number {
  const firstDay = plan.asOfDay - plan.weeks * 7;
  const isNovel = day - numberAt(people.createdDay, contact) < 30;
  const hours = plan.ownHours?.segment === segment.id ? plan.ownHours.hours : plan.hours;
  const planted = campaign.plant === 'broken-link' || campaign.plant === 'gift' ? campaign.strength : 0;
  return (
    segment.clicks +
    numberAt(people.clicks, contact) +
    campaign.content +
    own +
    planted +
    numberAt(season, Math.floor((day - firstDay) / 7)) +
    numberAt(hours, hour) +
    (isNovel ? 0.25 : 0)
  );
}

/** How much more often the segment leaves, per text, on a day. */
function optOutFactor(plan: WorldPlan, segment: SegmentPlan, day: number): number {
  if (segment.optOuts === 1) return 1;
  const week = (day - plan.asOfDay) / 7 + plan.weeks;
  const { pace, riseWeek } = segment;
  if (pace === 'hump') return week >= 7 && week < plan.weeks - 13 ? segment.optOuts : 1;
  const share = pace === 'ramp' ? (week - riseWeek - 0.5) / 1.5 : week / plan.weeks;
  return 1 + (segment.optOuts - 1) * Math.min(1, Math.max(0, share));
}

/** Index into FAILURES; 0 = delivered. */
function failureOf(
  { people, random }: Making,
  {
    campaign,
    contact,
    day,
  }: { readonly campaign: CampaignPlan; readonly contact: number; readonly day: number },
): number {
  const [draw, noise] = [random.next(), random.next()];
  const isDown = campaign.plant === 'outage' && people.carrier[contact] === 0 && draw < campaign.strength;
  const from = numberAt(people.numberFromDay, contact);
  const usual = noise < 0.0008 ? UNKNOWN : noise < 0.02 ? ABSENT : DELIVERED;
  const kind = NUMBERS[numberAt(people.number, contact)];
  if (kind === 'landline') return LANDLINE;
  if (kind === 'invalid-from' && day >= from) return noise < 0.93 ? UNKNOWN : ABSENT;
  // away for some weeks: unreachable, now and then called unknown by mistake
  if (kind === 'transient' && day >= from && day < from + 45) {
    return noise < 0.02 ? UNKNOWN : noise < 0.9 ? ABSENT : DELIVERED;
  }
  return isDown ? NO_REASON : usual;
}

/** Indexes into FAILURES. */
const [DELIVERED, ABSENT, UNKNOWN, LANDLINE, NO_REASON] = [0, 1, 2, 3, 4] as const;
