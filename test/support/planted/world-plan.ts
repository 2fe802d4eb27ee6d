/** What a generated world looks like. Shares are of contacts unless said otherwise. */
export type WorldPlan = {
  readonly name: string;
  readonly seed: number;
  readonly contacts: number;
  readonly provider: string;
  readonly codes: Codes;
  /** share of contacts, and whether failures of unknown numbers name the operator */
  readonly operators: readonly {
    readonly name: string;
    readonly share: number;
    readonly receipts: boolean;
  }[];
  readonly invalidNamesOperator: boolean;
  readonly campaigns: number;
  readonly everyHours: number;
  /** share of the list each campaign goes to */
  readonly reach: number;
  /** a campaign is sent over so many hours */
  readonly overHours: number;
  readonly shares: Readonly<Record<Plant, number>>;
  /** of messages to healthy numbers */
  readonly transientRate: number;
  /** of messages to healthy numbers: the code of an unknown number, by mistake */
  readonly noiseRate: number;
  readonly outages: readonly Outage[];
  readonly segments: number;
  /** of contacts: they join at some campaign instead of before the first */
  readonly joinLate: number;
  /** campaign from which all of `invalidFrom` are invalid; null = each from another */
  readonly invalidAt: number | null;
};

/** `[status, code]` of messages.csv; a list is drawn from. */
export type Codes = Readonly<Record<Outcome, readonly (readonly [status: string, code: string])[]>>;

export type Outcome =
  | 'delivered'
  | 'invalid'
  | 'landline'
  | 'absent'
  | 'barred'
  | 'blocked'
  | 'error'
  | 'none';

/** What is wrong with a contact. */
export const PLANTS = [
  'invalid',
  'invalidFrom',
  'landline',
  'revived',
  'roaming',
  'barred',
  'duplicate',
  'damaged',
  'household',
  'newRange',
] as const;
export type Plant = (typeof PLANTS)[number];

export type Outage = {
  readonly fromCampaign: number;
  readonly toCampaign: number;
  /** null = all */
  readonly operator: string | null;
  /** of the messages there */
  readonly share: number;
  readonly as: Outcome;
  /** only in this hour of the campaign, from 0 */
  readonly hour?: number;
};

export const LINK: Codes = {
  delivered: [['delivered', '1001']],
  invalid: [
    ['undelivered', '2104'],
    ['rejected', '2106'],
  ],
  landline: [['undelivered', '2104']],
  absent: [['expired', '1002']],
  barred: [['undelivered', '2105']],
  blocked: [['undelivered', '1009']],
  error: [['failed', '105']],
  none: [['unknown', '1010']],
};

export const TWILIO: Codes = {
  delivered: [['delivered', '']],
  invalid: [['undelivered', '30005']],
  landline: [
    ['rejected', '21614'],
    ['undelivered', '30006'],
  ],
  absent: [
    ['undelivered', '30003'],
    ['undelivered', '30036'],
  ],
  barred: [['undelivered', '30004']],
  blocked: [['undelivered', '30007']],
  error: [['failed', '30001']],
  none: [['sent', '']],
};

/** Healthy by default: plans say what is not. */
export const PLAIN: Omit<WorldPlan, 'name' | 'seed'> = {
  contacts: 1200,
  provider: 'link_mobility',
  codes: LINK,
  operators: [
    { name: 'no.telenor', share: 0.5, receipts: true },
    { name: 'no.telia', share: 0.3, receipts: true },
    { name: 'no.ice', share: 0.15, receipts: true },
    { name: 'no.silent', share: 0.05, receipts: false },
  ],
  invalidNamesOperator: true,
  campaigns: 30,
  everyHours: 120,
  reach: 0.6,
  overHours: 3,
  shares: {
    invalid: 0.02,
    invalidFrom: 0.02,
    landline: 0.015,
    revived: 0.01,
    roaming: 0.02,
    barred: 0.01,
    duplicate: 0.02,
    damaged: 0.01,
    household: 0.01,
    newRange: 0.005,
  },
  transientRate: 0.03,
  noiseRate: 0.002,
  outages: [],
  segments: 4,
  joinLate: 0,
  invalidAt: null,
};
