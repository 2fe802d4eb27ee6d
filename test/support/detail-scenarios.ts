import type { Cohort } from '../../src/core/counts.ts';
import type { Breach } from '../../src/core/opt-out-honour.ts';
import type { ClickSums, LinkClicks, SentText } from '../../src/core/reports/performance-details.ts';
import type { PerformanceInput } from '../../src/core/reports/performance-input.ts';
import { addCohorts, buildBlast, buildCohort } from './build-cohort.ts';
import { buildPerformance } from './build-performance.ts';
import { NO_DETAILS } from './no-details.ts';

/** A blast whose messages take so many parts, at EUR 0.02 a part. */
function inParts(attempted: number, parts: number, costEach = 0.02 * parts) {
  const blast = buildBlast({ attempted, costEach });
  return buildCohort({ ...blast, counts: { ...blast.counts, parts: parts * attempted } });
}

const CURLY = 'Autumn sale: 20 % off all coats until Sunday. You’ll find your code at shop.example/a';
const STRAIGHT = CURLY.replace('’', "'");

const SALE_A = inParts(41_200, 2);
const SALE_B = inParts(41_150, 1);
const LONG = inParts(12_000, 2);
const NAMED = inParts(3_000, 1);
const PICTURE = inParts(900, 1);

const sent = (
  campaignId: string,
  variantId: string,
  text: string,
  over: Partial<SentText> = {},
): SentText => ({
  campaignId,
  variantId,
  text,
  provider: 'infobip',
  packing: {},
  ...over,
});

/** Texts with a curly apostrophe, two characters too many, a placeholder, and an emoji where LINK takes none. */
const costlyTexts = buildPerformance({
  total: addCohorts([SALE_A, SALE_B, LONG, NAMED, PICTURE]),
  campaigns: [
    { id: 'c-1', name: 'Autumn Sale', cohort: addCohorts([SALE_A, SALE_B]) },
    { id: 'c-2', name: 'Opening hours', cohort: LONG },
    { id: 'c-3', name: 'Birthday', cohort: NAMED },
    { id: 'c-4', name: 'Party', cohort: PICTURE },
  ],
  variants: [
    { campaignId: 'c-1', campaign: 'Autumn Sale', id: 'v-1', label: 'A', cohort: SALE_A },
    { campaignId: 'c-1', campaign: 'Autumn Sale', id: 'v-2', label: 'B', cohort: SALE_B },
    { campaignId: 'c-2', campaign: 'Opening hours', id: 'v-3', label: 'A', cohort: LONG },
    { campaignId: 'c-3', campaign: 'Birthday', id: 'v-4', label: 'A', cohort: NAMED },
    { campaignId: 'c-4', campaign: 'Party', id: 'v-5', label: 'A', cohort: PICTURE },
  ],
  details: {
    ...NO_DETAILS,
    texts: [
      sent('c-1', 'v-1', CURLY),
      sent('c-1', 'v-2', STRAIGHT),
      sent('c-2', 'v-3', 'x'.repeat(162)),
      sent('c-3', 'v-4', 'Happy birthday {first_name}! It’s on us: shop.example/b'),
      sent('c-4', 'v-5', 'Party tonight 🎉', { provider: 'link_mobility' }),
    ],
  },
});

/** A provider that counts and prices otherwise, and one whose failures cost nothing. */
const otherBill = buildPerformance({
  total: addCohorts([SALE_A, SALE_B]),
  campaigns: [{ id: 'c-1', name: 'Autumn Sale', cohort: addCohorts([SALE_A, SALE_B]) }],
  details: {
    ...NO_DETAILS,
    bills: [
      {
        currency: 'EUR',
        messages: 1_204,
        ownParts: 1_204,
        parts: 2_408,
        toldMicro: 48_160_000,
        guessedMicro: 0,
        pricedMessages: 2_000,
        priceMicro: 3_400_000,
      },
    ],
    billing: [
      {
        provider: 'twilio',
        billOn: 'accept',
        messages: 824,
        leftOut: [{ currency: 'EUR', costMicro: 16_480_000 }],
      },
    ],
  },
});

const clicksOf = (campaignId: string, hits: number, over: Partial<ClickSums> = {}): ClickSums => ({
  campaignId,
  hits,
  blind: 0,
  early: 0,
  earlyHuman: 0,
  byRule: [
    { verdict: 1, rule: 0, hits: Math.round(hits * 0.8) },
    { verdict: 2, rule: 3, hits: Math.round(hits * 0.15) },
    { verdict: 4, rule: 1, hits: Math.round(hits * 0.05) },
  ],
  rules: { oldest: 1, newest: 1 },
  ...over,
});
const linkOf = (linkId: string, url: string | null, human: number): LinkClicks => ({
  campaignId: 'c-2',
  linkId,
  url,
  hits: Math.round(human * 1.3),
  human,
  suspected: Math.round(human * 0.1),
  bot: Math.round(human * 0.2),
});

const SCANS = clicksOf('c-1', 4_310, { early: 2_900, earlyHuman: 310 });
const UNTOLD = clicksOf('c-2', 3_192, { blind: 3_192, early: 300 });
const SCANNED = hit(buildBlast({ attempted: 4_000, clicking: 0.21 }), SCANS);
const QUIET = hit(buildBlast({ attempted: 30_000, clicking: 0.07 }), UNTOLD);

/** The cohort with the hits that its clicks say. */
function hit(cohort: Cohort, { hits, byRule }: ClickSums): Cohort {
  const by = (...verdicts: readonly number[]): number =>
    byRule.reduce((sum, one) => sum + (verdicts.includes(one.verdict) ? one.hits : 0), 0);
  const counts = { hits, humanClicks: by(1), suspectedClicks: by(2), botClicks: by(3, 4) };
  return buildCohort({ ...cohort, counts: { ...cohort.counts, ...counts } });
}

/** A campaign whose links were scanned, one from a source that tells nothing of its hits, and three links in one text. */
const machineClicks = buildPerformance({
  total: addCohorts([SCANNED, QUIET]),
  campaigns: [
    { id: 'c-1', name: 'Flash sale', cohort: SCANNED },
    { id: 'c-2', name: 'Autumn Sale', cohort: QUIET },
  ],
  details: {
    ...NO_DETAILS,
    clicks: [SCANS, UNTOLD],
    links: [
      linkOf('l-1', 'https://shop.example/sale?u=1', 1_500),
      linkOf('l-2', 'https://shop.example/stores', 420),
      linkOf('l-3', null, 95),
    ],
  },
});

const breach = (personId: number, over: Partial<Breach> = {}): Breach => ({
  personId,
  contactId: `crm-${personId}`,
  campaignId: 'c-1',
  campaign: 'Autumn Sale',
  isPromotional: true,
  isDelivered: personId % 3 !== 0,
  isStopped: false,
  sentS: 1_795_200_000,
  askedS: 1_795_200_000 - 3_600 * personId,
  ...over,
});

/** Messages to people who said stop, and how long it took the sender to listen. */
const afterOptOuts = buildPerformance({
  total: addCohorts([SALE_A, SALE_B]),
  campaigns: [{ id: 'c-1', name: 'Autumn Sale', cohort: addCohorts([SALE_A, SALE_B]) }],
  details: {
    ...NO_DETAILS,
    optOuts: {
      breaches: [
        ...Array.from({ length: 9 }, (_, at) => breach(at + 1)),
        ...Array.from({ length: 3 }, (_, at) =>
          breach(at + 20, { campaignId: 'c-2', campaign: 'Store news' }),
        ),
        ...Array.from({ length: 4 }, (_, at) => breach(at + 40, { isStopped: true, isDelivered: false })),
        breach(30, { campaignId: 'c-3', campaign: 'Your order', isPromotional: false }),
      ],
      isCut: false,
      times: { asked: 41, seconds: Array.from({ length: 38 }, (_, at) => 45 * (at + 1) ** 2) },
    },
  },
});

/** What a report tells besides counts; joined to PERFORMANCE_SCENARIOS. */
export const DETAIL_SCENARIOS: Readonly<Record<string, PerformanceInput>> = {
  'costly-texts': costlyTexts,
  'other-bill': otherBill,
  'machine-clicks': machineClicks,
  'after-opt-outs': afterOptOuts,
};
