import { ORDINARY } from './ordinary.ts';
import { type CampaignPlan, DAY_S, type HistoryPlan, type Trouble } from './plan.ts';
import type { Promotion, Special } from './promotion.ts';
import { AUTUMN } from './promotions-autumn.ts';
import { SUMMER } from './promotions-summer.ts';
import { shopDrips } from './shop-drips.ts';
import { shopSegments } from './shop-segments.ts';
import { variantsOf } from './variants.ts';

/** 26 weekly promotions; the first is the newest. */
const PROMOTIONS = [...AUTUMN, ...SUMMER];
const FLASH_NAMES = ['kitchen', 'bath', 'bedroom', 'toys', 'tools', 'shoes', 'bags', 'lamps'];

/** The demo's world: a shop in four countries, 26 weeks up to `endsAt`, some 300,000 messages at scale 1. */
export function shopPlan(endsAt: Temporal.Instant, scale: number): HistoryPlan {
  const now = endsAt.toZonedDateTimeISO(ORDINARY.timezone);
  const monday = now.startOfDay().subtract({ days: now.dayOfWeek - 1 });
  const weeks = PROMOTIONS.length;
  const start = monday.subtract({ days: 7 * (weeks - 1) });
  const startS = seconds(start);
  const endS = Math.floor(endsAt.epochMilliseconds / 1000);
  const segments = shopSegments(weeks);
  const segmentIds = segments.map(({ id }) => id);
  const days = { fromDay: Math.floor(startS / DAY_S), toDay: Math.floor(endS / DAY_S) };
  const campaigns = [
    ...PROMOTIONS.map((promotion, ago) => {
      const sentAt =
        ago === 0
          ? now.subtract({ hours: 26 }).round({ smallestUnit: 'hour', roundingMode: 'floor' })
          : monday.subtract({ days: 7 * ago }).add({ days: promotion.day, hours: promotion.hour });
      return promote(promotion, weeks - ago, seconds(sentAt), segmentIds);
    }),
    ...FLASH_NAMES.map((name, index) =>
      flashSale(name, index, seconds(monday.subtract({ days: 7 * index + 1 }).add({ hours: 10 }))),
    ),
    ...shopDrips(days, scale),
  ];
  return {
    contacts: Math.round(25_500 * scale),
    startS,
    endS,
    countries: [
      { country: 'NO', share: 0.44, timezone: 'Europe/Oslo' },
      { country: 'SE', share: 0.26, timezone: 'Europe/Stockholm' },
      { country: 'DK', share: 0.16, timezone: 'Europe/Copenhagen' },
      { country: 'GB', share: 0.14, timezone: 'Europe/London' },
    ],
    segments,
    joining: 0.13,
    campaigns,
    sameNumberEvery: 211,
    organicRate: 0.00035,
  };
}

function promote(
  promotion: Promotion,
  week: number,
  startS: number,
  segmentIds: readonly string[],
): CampaignPlan {
  const { special, text } = promotion;
  const variants = variantsOf(special, text);
  const krone = special === 'norwegian-krone';
  return {
    ...ORDINARY,
    id: `promo-${String(week).padStart(2, '0')}`,
    name: promotion.name,
    theme: promotion.theme,
    sending: {
      kind: 'blast',
      startS,
      durationS: special === 'outage' ? 6 * 3600 : 50 * 60,
      randomHour: special === 'random-hour',
    },
    linkCount: week % 5 === 0 ? 2 : 1,
    audience: Object.entries(promotion.audience).map(([id, reach]) => ({
      segment: segmentIds.indexOf(id),
      reach,
    })),
    variants,
    isTest: variants.length > 1,
    clickRate: ORDINARY.clickRate * promotion.appeal,
    conversionRate: promotion.theme === 'sale' ? 0.11 : 0.08,
    currency: krone ? 'NOK' : 'EUR',
    costEach: krone ? 0.49 : null,
    trouble: troubleOf(special, startS),
  };
}

function troubleOf(special: Special | undefined, startS: number): Trouble | null {
  if (special === 'outage') {
    const fromS = startS + 90 * 60;
    return { kind: 'outage', carrier: 'Telia NO', fromS, toS: fromS + 150 * 60 };
  }
  return special === 'bot-storm' ? { kind: 'bot-storm', share: 0.3 } : null;
}

/** Good offers at a poor hour: who compares hours across campaigns is misled. */
function flashSale(name: string, ago: number, startS: number): CampaignPlan {
  return {
    ...ORDINARY,
    id: `flash-${8 - ago}`,
    name: `Flash Sunday: ${name}`,
    theme: 'flash',
    sending: { kind: 'blast', startS, durationS: 20 * 60, randomHour: false },
    audience: [
      { segment: 0, reach: 1 },
      { segment: 1, reach: 1 },
    ],
    variants: variantsOf(
      undefined,
      `Four hours, 60% off ${name}. Go: https://s.example/f${ago} STOP to 2440`,
    ),
    clickRate: ORDINARY.clickRate * 1.2,
    conversionRate: 0.1,
  };
}

function seconds(time: Temporal.ZonedDateTime): number {
  return Math.floor(time.epochMilliseconds / 1000);
}
