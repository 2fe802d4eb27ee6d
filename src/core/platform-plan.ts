/** What of MarketingPlatform is pulled, and how its answers are read. Ids are digits. */
export type PlatformPlan = {
  readonly lists: readonly string[];
  readonly segments: readonly string[];
  readonly newsletters: readonly string[];
  readonly campaigns: CampaignMap;
  /** clicks and statistics of a run are asked for as long */
  readonly followDays: number;
  /** how far back the first pull goes */
  readonly firstDays: number;
  /** asked again before the cursor: clocks differ, and the platform may write late */
  readonly marginMinutes: number;
  readonly requestsPerMinute: number;
  readonly fields: PlatformFields;
};

/** Which of our campaigns a run of the platform is. The first that tells wins. */
export type CampaignMap = {
  /** campaign_id by statid */
  readonly runs: Readonly<Record<string, string>>;
  /** campaign_id by newsletterid */
  readonly newsletters: Readonly<Record<string, string>>;
  /** with {statid} or {newsletterid} in it; null = what is in no map is no campaign of ours */
  readonly pattern: string | null;
};

/** Names of a field, dotted where it lies deeper; the first that is there and not blank counts. */
export type FieldNames = readonly string[];

export const FIGURES = ['sent', 'delivered', 'failed', 'clicks', 'clickers', 'opt_outs'] as const;
export type Figure = (typeof FIGURES)[number];

export type PlatformFields = {
  readonly optOut: Readonly<Record<'prefix' | 'number' | 'at', FieldNames>>;
  readonly click: Readonly<Record<'id' | 'prefix' | 'number' | 'at' | 'url' | 'address', FieldNames>>;
  readonly run: Readonly<Record<'id' | 'newsletter' | 'name' | 'startedAt', FieldNames>>;
  /** none by default: the answer is documented nowhere */
  readonly statistics: Readonly<Partial<Record<Figure, FieldNames>>>;
};

const PHONE = { prefix: ['mobile_prefix', 'mobilePrefix'], number: ['mobile_number', 'mobileNumber'] };

/** Prefix, number and ids are documented; times, link and address are assumed and can be told otherwise. */
export const DEFAULT_FIELDS: PlatformFields = {
  optOut: { ...PHONE, at: ['sms_unsubscribed', 'unsubscribed_sms'] },
  click: { ...PHONE, id: ['clickid'], at: ['clicktime'], url: ['url'], address: ['clickip'] },
  run: {
    id: ['statid'],
    newsletter: ['newsletterid'],
    name: ['newslettername', 'name'],
    startedAt: ['starttime'],
  },
  statistics: {},
};

/** null = no campaign of ours. */
export function campaignOfRun(
  run: { readonly statid: string; readonly newsletterId: string | null },
  { runs, newsletters, pattern }: CampaignMap,
): string | null {
  const { statid, newsletterId } = run;
  const told = own(runs, statid) ?? (newsletterId === null ? null : own(newsletters, newsletterId));
  if (told !== null || pattern === null) return told;
  if (newsletterId === null && pattern.includes('{newsletterid}')) return null;
  return pattern.replaceAll('{statid}', statid).replaceAll('{newsletterid}', newsletterId ?? '');
}

function own(map: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(map, key) ? (map[key] ?? null) : null;
}
