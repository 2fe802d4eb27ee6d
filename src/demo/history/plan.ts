import type { Country } from './phone-number.ts';

/** What a segment is like. Factors are per week of the history, oldest first; 1 = as usual. */
export type SegmentPlan = {
  readonly id: string;
  readonly name: string;
  /** of the contacts that were there from the start */
  readonly share: number;
  /** of the contacts that join during the history */
  readonly newShare: number;
  readonly clickFactor: (week: number) => number;
  readonly optOutFactor: (week: number) => number;
  /** share of the contacts whose links are opened by a scanner before they are */
  readonly scanned: number;
};

export type VariantPlan = {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly parts: number;
  readonly plannedShare: number;
  /** what really happened to the split; differs from the plan where it is broken */
  readonly actualShare: number;
  readonly clickFactor: number;
  readonly optOutFactor: number;
  readonly isControl: boolean;
  readonly isHoldout: boolean;
};

export type Sending =
  | {
      readonly kind: 'blast';
      readonly startS: number;
      readonly durationS: number;
      /** send each contact at a random local hour of that day instead */
      readonly randomHour: boolean;
    }
  | {
      readonly kind: 'drip';
      readonly fromDay: number;
      readonly toDay: number;
      readonly perDay: number;
      /** true = a contact may get it again; false = once at most */
      readonly repeats: boolean;
    }
  /** to everyone who joined the day before */
  | { readonly kind: 'welcome'; readonly fromDay: number; readonly toDay: number };

export type Trouble =
  | { readonly kind: 'outage'; readonly carrier: string; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'bot-storm'; readonly share: number }
  | { readonly kind: 'missing-costs'; readonly share: number };

export type CampaignPlan = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'promotional' | 'transactional';
  readonly theme: string;
  readonly sending: Sending;
  readonly timezone: string;
  readonly linkCount: number;
  /** index into the plan's segments and the share of its members that are reached */
  readonly audience: readonly { readonly segment: number; readonly reach: number }[];
  readonly variants: readonly VariantPlan[];
  /** true = who was put into which arm is written down */
  readonly isTest: boolean;
  readonly clickRate: number;
  readonly optOutRate: number;
  /** of the clicks */
  readonly conversionRate: number;
  readonly conversionKind: string;
  readonly currency: string;
  /** units of the currency per part; null = by country */
  readonly costEach: number | null;
  readonly trouble: Trouble | null;
};

export type HistoryPlan = {
  readonly contacts: number;
  readonly startS: number;
  readonly endS: number;
  readonly countries: readonly {
    readonly country: Country;
    readonly share: number;
    readonly timezone: string;
  }[];
  readonly segments: readonly SegmentPlan[];
  /** share of the contacts that join while the history runs */
  readonly joining: number;
  readonly campaigns: readonly CampaignPlan[];
  /** every this many contacts a row repeats the number of the row before; null = never */
  readonly sameNumberEvery: number | null;
  /** purchases that no message led to, per contact and day */
  readonly organicRate: number;
};

export const DAY_S = 86_400;
