import { ORDINARY } from './ordinary.ts';
import type { CampaignPlan, Sending } from './plan.ts';
import { LINK } from './promotion.ts';
import { variantsOf } from './variants.ts';

type Days = { readonly fromDay: number; readonly toDay: number };

/** Four that follow what a contact does, and two transactional ones. */
export function shopDrips(days: Days, scale: number): readonly CampaignPlan[] {
  const daily = (perDay: number): Sending => ({
    kind: 'drip',
    ...days,
    perDay: perDay * scale,
    repeats: true,
  });
  const notice = { kind: 'transactional', theme: 'service', linkCount: 0, optOutRate: 0.0002 } as const;
  return [
    {
      ...drip(
        'welcome',
        'Welcome',
        { kind: 'welcome', ...days },
        `Welcome! 10% off your first order: ${LINK}hi`,
      ),
      audience: [],
      clickRate: 0.13,
      conversionKind: 'signup',
    },
    {
      ...drip('basket', 'Forgotten basket', daily(55), `Your basket is still here: ${LINK}k`),
      clickRate: 0.12,
      conversionRate: 0.15,
    },
    {
      ...drip('review', 'How was it?', daily(45), `How was it? Two taps: ${LINK}q`),
      clickRate: 0.06,
      conversionRate: 0.02,
      trouble: { kind: 'missing-costs', share: 0.4 },
    },
    {
      ...drip('win-back', 'Win-back', daily(30), `A year already! 15 euro to come back: ${LINK}y`),
      audience: [{ segment: 6, reach: 1 }],
    },
    { ...drip('order', 'Order confirmed', daily(150), 'Thank you, your order is confirmed.'), ...notice },
    { ...drip('parcel', 'Parcel on its way', daily(135), 'Your parcel is on its way.'), ...notice },
  ];
}

/** To everybody but trade accounts. */
function drip(id: string, name: string, sending: Sending, text: string): CampaignPlan {
  return {
    ...ORDINARY,
    id,
    name,
    theme: 'life cycle',
    sending,
    audience: [0, 1, 2, 3, 4, 5, 6].map((segment) => ({ segment, reach: 1 })),
    variants: variantsOf(undefined, text),
  };
}
