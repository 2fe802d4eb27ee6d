import { createRandom, type Random } from '../../../src/demo/history/random.ts';
import { paceOf, type SegmentPlan, type WorldPlan } from './plan-world.ts';

export type CampaignPlant = 'broken-link' | 'gift' | 'opt-out-spike' | 'outage' | 'bot-storm';

export type CampaignPlan = {
  readonly id: string;
  readonly startDay: number;
  /** hour in London */
  readonly hour: number;
  readonly isRandomised: boolean;
  /** logit of clicks, log of opt-outs: what its content does */
  readonly content: number;
  readonly leaving: number;
  /** indexes of the segments */
  readonly segments: readonly number[];
  readonly plant: CampaignPlant | null;
  /** how much of the plant */
  readonly strength: number;
};

type Draft = Omit<CampaignPlan, 'id' | 'plant' | 'strength' | 'segments'> & { readonly segments: number[] };

/** What goes out, in the order of sending; the last ones lie behind the moment. */
export function planCampaigns(plan: WorldPlan): readonly CampaignPlan[] {
  const random = createRandom(`findings/${plan.isNull ? 'null' : 'planted'}/${plan.seed}/campaigns`);
  const drafts: Draft[] = [];
  for (let week = 0; week < plan.weeks + plan.futureWeeks; week += 1)
    drafts.push(...draftWeek(plan, week, random));
  const sent = drafts.filter(({ segments }) => segments.length > 0);
  sent.sort((a, b) => a.startDay - b.startDay || a.hour - b.hour);
  const plants = choosePlants(plan, sent, random);
  return sent.map((draft, index) => ({
    ...draft,
    id: `k${String(index + 1).padStart(4, '0')}`,
    plant: plants.get(index)?.plant ?? null,
    strength: plants.get(index)?.strength ?? 0,
  }));
}

const WEAK = -0.55;

function draftWeek(plan: WorldPlan, week: number, random: Random): readonly Draft[] {
  const firstDay = plan.asOfDay - plan.weeks * 7 + week * 7;
  const draft = (content: number): Draft => draftCampaign(plan, { firstDay, content }, random);
  const shared = Array.from({ length: plan.campaignsAWeek }, () => draft(0));
  const weak = week >= plan.weeks - 9 ? [draft(WEAK), draft(WEAK)] : [];
  const alone: Draft[] = [];
  plan.segments.forEach((segment, index) => {
    if (segment.isNew && week < plan.weeks - 3) return;
    const asked = paceOf(segment, week, plan.weeks);
    const count = Math.floor(asked) + (random.next() < asked % 1 ? 1 : 0);
    const ordered = orderFor(segment, { shared, weak }, random);
    for (const campaign of ordered.slice(0, count)) {
      if (random.next() < 0.1) alone.push({ ...draft(0), segments: [index] });
      else campaign.segments.push(index);
    }
  });
  return [...shared, ...weak, ...alone, ...immatureOf(plan, week, random)];
}

/** Two that went out less than 48 hours before the moment, to everybody: the newest looks like a broken link. */
function immatureOf(plan: WorldPlan, week: number, random: Random): readonly Draft[] {
  if (week !== plan.weeks - 1) return [];
  const segments = plan.segments.flatMap(({ size }, index) => (size >= 1 ? [index] : []));
  const base = draftCampaign(plan, { firstDay: plan.asOfDay - 7, content: 0 }, random);
  return [
    { ...base, startDay: plan.asOfDay - 1, hour: 23, isRandomised: false, content: -0.5, segments },
    { ...base, startDay: plan.asOfDay - 2, hour: 12, isRandomised: false, segments },
  ];
}

function orderFor(
  segment: SegmentPlan,
  { shared, weak }: { readonly shared: readonly Draft[]; readonly weak: readonly Draft[] },
  random: Random,
): readonly Draft[] {
  if (segment.badSeries) return [...weak, ...shuffled(shared, random)];
  // others get the weak series as they get any other
  return shuffled([...shared, ...weak], random);
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const HOURS = [9, 11, 12, 14, 15, 16, 17, 18, 19];

function draftCampaign(
  { asOfDay, habitHour, habits, contentSpread, leavingSpread, randomised }: WorldPlan,
  { firstDay, content }: { readonly firstDay: number; readonly content: number },
  random: Random,
): Draft {
  const isHabit = random.next() < (firstDay >= asOfDay - 56 ? habits.late : habits.early);
  const isRandomised = random.next() < randomised;
  return {
    startDay: firstDay + random.below(6),
    hour: isHabit ? habitHour : (HOURS[random.below(HOURS.length)] ?? 12),
    isRandomised,
    // the best offers go out at the hour of habit
    content: content + contentSpread * random.normal() + (isHabit && !isRandomised ? 0.4 : -0.15),
    leaving: leavingSpread * random.normal(),
    segments: [],
  };
}

type Planted = { readonly plant: CampaignPlant; readonly strength: number };

/** On campaigns that are large enough to show it, from the sixth week on, mature ones. */
function choosePlants(plan: WorldPlan, sent: readonly Draft[], random: Random): ReadonlyMap<number, Planted> {
  const plants = new Map<number, Planted>();
  if (plan.isNull) return plants;
  const least = plan.size === 'small' ? 500 : 1400;
  const firstDay = plan.asOfDay - plan.weeks * 7;
  const large = sent.flatMap(({ segments, startDay }, index) => {
    const contacts = segments.reduce((sum, at) => sum + (plan.segments[at]?.contacts ?? 0), 0);
    return contacts >= least && startDay >= firstDay + 42 && startDay < plan.asOfDay - 4 ? [index] : [];
  });
  const order = [...shuffled(large, random)];
  const kinds = plan.size === 'small' ? PLANTS.filter((_, at) => at % 2 === 0) : PLANTS;
  for (const plant of kinds) {
    const index = order.pop();
    if (index !== undefined) plants.set(index, { plant, strength: strengthOf(plant, random) });
  }
  return plants;
}

const PLANTS: readonly CampaignPlant[] = [
  'broken-link',
  'broken-link',
  'gift',
  'gift',
  'opt-out-spike',
  'opt-out-spike',
  'outage',
  'outage',
  'bot-storm',
  'bot-storm',
  'broken-link',
  'opt-out-spike',
  'outage',
  'opt-out-spike',
  'outage',
];

/** Clicks: on the logit; opt-outs: times; outage: share of one carrier's messages; bots: share of messages. */
function strengthOf(plant: CampaignPlant, random: Random): number {
  switch (plant) {
    case 'broken-link':
      return -1.3 - 1.7 * random.next();
    case 'gift':
      return 1.3 + 0.5 * random.next();
    case 'opt-out-spike':
      return 4 + 3 * random.next();
    case 'outage':
      return 0.35 + 0.5 * random.next();
    case 'bot-storm':
      return 0.3 + 0.3 * random.next();
  }
}
