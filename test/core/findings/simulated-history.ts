import type { Cell, DoseCell, History } from '../../../src/core/findings/history.ts';
import { createRandom, type Random } from '../../../src/demo/history/random.ts';

/** A segment of an account that is counted, not sent: campaigns by segment, no contacts. Weeks count from the first. */
export type Profile = {
  readonly segment: string;
  readonly contacts: number;
  /** texts a week to each contact */
  readonly pace: (week: number) => number;
  /** added to the logit of clicks, and to the log of opt-outs */
  readonly clicks?: (week: number) => number;
  readonly optOuts?: (week: number) => number;
  /** logit by hour of the day, beside what all segments share */
  readonly hours?: (hour: number) => number;
  /** hour its campaigns go out at; else any of the account's */
  readonly sentAt?: (week: number) => number;
  /** share of its campaigns nobody else gets, and what their content is worth from a week on */
  readonly alone?: number;
  readonly aloneContent?: (week: number) => number;
  /** share of contacts whose own dose rose, and is high; else by the pace */
  readonly raised?: number;
  readonly high?: number;
  /** share of the texts that go to newer contacts, and what those click less */
  readonly newer?: (week: number) => number;
  /** first week it is sent to */
  readonly from?: number;
};

export type Simulated = {
  readonly seed: string;
  readonly weeks: number;
  readonly profiles: readonly Profile[];
  readonly contentSpread?: number;
  /** logit by week that all share */
  readonly season?: (week: number) => number;
};

export const AS_OF_DAY = 20_000;
const CLICKS = Math.log(0.09 / 0.91);
const LEAVING = Math.log(0.004);
const CAMPAIGNS_A_WEEK = 10;
const HOURS = [9, 12, 15, 18] as const;

type Campaign = {
  readonly id: string;
  readonly week: number;
  readonly hour: number;
  readonly content: number;
};

/** The same asking gives the same history. */
export function simulateHistory(asked: Simulated): History {
  const random = createRandom(`simulated/${asked.seed}`);
  const campaigns: Campaign[] = [];
  const sendings = Array.from({ length: asked.weeks }, (_, week) =>
    sendWeek(asked, { week, campaigns }, random),
  ).flat();
  return {
    asOfDay: AS_OF_DAY,
    firstDay: AS_OF_DAY - asked.weeks * 7,
    campaigns: campaigns.map(({ id, week }) => ({
      campaignId: id,
      name: id,
      firstDay: AS_OF_DAY - (asked.weeks - week) * 7,
      lastDay: AS_OF_DAY - (asked.weeks - week) * 7,
      isMature: true,
      attempted: 0,
      failed: 0,
      botClicks: 0,
      hits: 0,
    })),
    segments: asked.profiles.map((profile) => segmentOf(asked, profile)),
    cells: sendings.flatMap(({ cells }) => cells),
    hours: sendings.map(({ profile, campaign }) => ({
      campaignId: campaign.id,
      segment: profile.segment,
      zone: 'Europe/London',
      hour: campaign.hour,
      delivered: profile.contacts,
      clicked: 0,
    })),
    failures: [],
    hasClicks: true,
  };
}

type Sending = { readonly profile: Profile; readonly campaign: Campaign; readonly cells: readonly Cell[] };

function sendWeek(
  asked: Simulated,
  { week, campaigns }: { readonly week: number; readonly campaigns: Campaign[] },
  random: Random,
): readonly Sending[] {
  const spread = asked.contentSpread ?? 0.28;
  const draft = (hour: number, content: number): Campaign => {
    const campaign = { id: `c${String(campaigns.length).padStart(4, '0')}`, week, hour, content };
    campaigns.push(campaign);
    return campaign;
  };
  const season = (asked.season?.(week) ?? 0) + 0.06 * random.normal();
  const shared = Array.from({ length: CAMPAIGNS_A_WEEK }, () =>
    draft(HOURS[random.below(4)] ?? 9, spread * random.normal()),
  );
  return asked.profiles.flatMap((profile) => {
    if (week < (profile.from ?? 0)) return [];
    const order = shared.map((one) => ({ one, at: random.next() })).sort((a, b) => a.at - b.at);
    const asks = profile.pace(week);
    const count = Math.floor(asks) + (random.next() < asks % 1 ? 1 : 0);
    return order.slice(0, count).map(({ one }) => {
      const isAlone = random.next() < (profile.alone ?? 0) || profile.sentAt !== undefined;
      const own = spread * random.normal() + (profile.aloneContent?.(week) ?? 0);
      const campaign = isAlone ? draft(profile.sentAt?.(week) ?? one.hour, own) : one;
      return { profile, campaign, cells: cellsOf(asked, profile, campaign, season, random) };
    });
  });
}

function doseOf(profile: Profile, week: number): number {
  const past = [1, 2, 3, 4].map((back) => week - back).filter((one) => one >= (profile.from ?? 0));
  return past.reduce((sum, one) => sum + profile.pace(one), 0) * (30 / 28);
}

function cellsOf(
  { weeks }: Simulated,
  profile: Profile,
  campaign: Campaign,
  season: number,
  random: Random,
): readonly Cell[] {
  const newer = profile.newer?.(campaign.week) ?? 0;
  const own = 0.07 * random.normal();
  return [true, false].flatMap((isPanel): readonly Cell[] => {
    const reached = Math.round(profile.contacts * 0.8 * (isPanel ? 1 - newer : newer));
    if (reached === 0) return [];
    const logit =
      CLICKS +
      campaign.content +
      own +
      season +
      (profile.clicks?.(campaign.week) ?? 0) +
      (profile.hours?.(campaign.hour) ?? 0) -
      (isPanel ? 0 : 0.8);
    const leaving = Math.exp(LEAVING + 0.15 * random.normal() + (profile.optOuts?.(campaign.week) ?? 0));
    const failed = draws(reached, 0.02, random);
    const delivered = reached - failed;
    return [
      {
        campaignId: campaign.id,
        segment: profile.segment,
        weeksAgo: weeks - 1 - campaign.week,
        isPanel,
        delivered,
        clicked: draws(delivered, 1 / (1 + Math.exp(-logit)), random),
        optedOut: draws(delivered, leaving, random),
        doseSum: Math.round(delivered * doseOf(profile, campaign.week)),
        failed,
      },
    ];
  });
}

function draws(n: number, p: number, random: Random): number {
  let count = 0;
  for (let i = 0; i < n; i += 1) if (random.next() < p) count += 1;
  return count;
}

function segmentOf({ weeks }: Simulated, profile: Profile) {
  const [recent, before] = [doseOf(profile, weeks - 1), doseOf(profile, 8)];
  const share = (given: number | undefined, usual: boolean): number =>
    Math.round(profile.contacts * (given ?? (usual ? 0.9 : 0.05)));
  return {
    segment: profile.segment,
    panelContacts: profile.contacts,
    raisedContacts: share(profile.raised, recent >= 4 && recent >= 1.25 * before),
    highContacts: share(profile.high, recent >= 8),
    contacts: profile.contacts,
  };
}

/** Recent messages by dose: what a contact clicks per expected click, and leaves, by band. */
export function dosesOf(
  segment: string,
  bands: readonly { readonly delivered: number; readonly clicks: number; readonly optOuts?: number }[],
): readonly DoseCell[] {
  return bands.flatMap(({ delivered, clicks, optOuts }, band) => {
    const [expected, leaving] = [delivered * 0.09, delivered * 0.004];
    const cell = {
      segment,
      band,
      delivered,
      clicked: Math.round(expected * clicks),
      expectedClicked: expected,
      plainClicked: expected,
      optedOut: Math.round(leaving * (optOuts ?? 1)),
      expectedOptedOut: leaving,
    };
    return delivered === 0 ? [] : [cell];
  });
}

/** An account in which only the given segments do anything: a dozen others that differ in size and pace. */
export function account(profiles: readonly Profile[]): readonly Profile[] {
  const plain = Array.from({ length: 12 }, (_, place) => ({
    segment: `plain-${String(place + 1).padStart(2, '0')}`,
    contacts: 400 + 90 * place,
    pace: () => 1 + (place % 4) * 0.4,
    alone: 0.1,
  }));
  return [...plain, ...profiles];
}
