import { PLAIN, TWILIO, type WorldPlan } from './world-plan.ts';

const NONE = {
  invalid: 0,
  invalidFrom: 0,
  landline: 0,
  revived: 0,
  roaming: 0,
  barred: 0,
  duplicate: 0,
  damaged: 0,
  household: 0,
  newRange: 0,
} as const;

/** Worlds that differ in kind: sizes, operators, providers, shares of codes, what goes wrong. */
export const WORLDS = {
  /** a usual shop, two outages of one operator, one of everybody */
  shop: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'shop',
    seed,
    outages: [
      { fromCampaign: 9, toCampaign: 11, operator: 'no.telia', share: 1, as: 'invalid' },
      { fromCampaign: 20, toCampaign: 21, operator: 'no.ice', share: 0.6, as: 'invalid' },
      { fromCampaign: 25, toCampaign: 26, operator: null, share: 0.4, as: 'absent' },
    ],
  }),
  /** campaigns to some thirty contacts, a provider whose codes are medium at best */
  tiny: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'tiny',
    seed,
    contacts: 150,
    provider: 'twilio',
    codes: TWILIO,
    operators: [
      { name: '24201', share: 0.6, receipts: true },
      { name: '24202', share: 0.4, receipts: true },
    ],
    campaigns: 90,
    everyHours: 60,
    reach: 0.2,
    overHours: 1,
    shares: { ...PLAIN.shares, invalid: 0.05, invalidFrom: 0.04, landline: 0.04 },
    outages: [{ fromCampaign: 40, toCampaign: 43, operator: '24202', share: 0.8, as: 'invalid' }],
  }),
  /** 15 % never existed: each cell looks like an outage; unknown numbers name no operator */
  rotten: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'rotten',
    seed,
    contacts: 900,
    invalidNamesOperator: false,
    campaigns: 12,
    everyHours: 168,
    reach: 0.9,
    shares: { ...NONE, invalid: 0.15, invalidFrom: 0.02, roaming: 0.03, revived: 0.01 },
    outages: [{ fromCampaign: 11, toCampaign: 12, operator: 'no.ice', share: 1, as: 'invalid' }],
  }),
  /** a quarter never existed: more than any share allows */
  ruined: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'ruined',
    seed,
    contacts: 600,
    campaigns: 10,
    reach: 0.8,
    shares: { ...NONE, invalid: 0.25, roaming: 0.02 },
  }),
  /** outages that hit only some, again and again */
  flicker: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'flicker',
    seed,
    contacts: 1000,
    campaigns: 24,
    outages: [
      { fromCampaign: 6, toCampaign: 8, operator: 'no.telenor', share: 0.12, as: 'invalid' },
      { fromCampaign: 14, toCampaign: 15, operator: null, share: 0.12, as: 'invalid' },
      { fromCampaign: 22, toCampaign: 24, operator: 'no.telia', share: 0.12, as: 'invalid' },
    ],
  }),
  /** the provider's code for a number that is away is read as that of a number that does not exist */
  misread: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'misread',
    seed,
    contacts: 800,
    codes: { ...PLAIN.codes, absent: [['undelivered', '2104']], invalid: [['rejected', '2106']] },
    transientRate: 0.05,
    shares: { ...PLAIN.shares, roaming: 0.05 },
  }),
  /** half of the list joins late; the last campaign meets an outage that calls a part of all numbers landlines */
  newcomers: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'newcomers',
    seed,
    provider: 'twilio',
    codes: { ...TWILIO, landline: [['rejected', '21614']] },
    joinLate: 0.5,
    campaigns: 20,
    outages: [{ fromCampaign: 19, toCampaign: 20, operator: null, share: 0.12, as: 'landline' }],
  }),
  /** many numbers were given back on one day */
  mass: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'mass',
    seed,
    contacts: 800,
    campaigns: 20,
    invalidAt: 8,
    shares: { ...PLAIN.shares, invalidFrom: 0.08 },
  }),
  /** single hours in which provider and numbers seem to fail together; no receipt names an operator */
  storm: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'storm',
    seed,
    operators: [{ name: '', share: 1, receipts: true }],
    campaigns: 20,
    overHours: 8,
    outages: [5, 6, 18, 19].flatMap((campaign) => [
      { fromCampaign: campaign, toCampaign: campaign + 1, operator: null, share: 0.4, as: 'error', hour: 3 },
      {
        fromCampaign: campaign,
        toCampaign: campaign + 1,
        operator: null,
        share: 0.15,
        as: 'invalid',
        hour: 3,
      },
    ]),
  }),
  /** one campaign, nothing to compare it with */
  single: (seed: number): WorldPlan => ({
    ...PLAIN,
    name: 'single',
    seed,
    contacts: 600,
    campaigns: 1,
    reach: 1,
    outages: [{ fromCampaign: 0, toCampaign: 1, operator: 'no.ice', share: 1, as: 'landline' }],
  }),
} as const satisfies Readonly<Record<string, (seed: number) => WorldPlan>>;
