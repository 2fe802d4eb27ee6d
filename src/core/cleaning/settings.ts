import type { BillOn } from '../bill-on.ts';
import { shownText } from '../shown-text.ts';

/** Thresholds of the rules, as data: each may be set in CLEANING, or `cleaning:` in sms-reports.yaml. */
export const CLEANING_SETTINGS = {
  /** R1: strong failures, in so many campaigns, from the first to the last at least so many hours */
  invalidStrong: 2,
  invalidCampaigns: 2,
  invalidApartHours: 72,
  /** R1d: medium or strong failures, over so many days, also in `invalidCampaigns` */
  invalidMedium: 3,
  invalidMediumDays: 14,
  /** R1, R1c, R1d, R2: messages after the last failure of which nothing was heard: it may be reached by now */
  unanswered: 2,
  /** R2: medium failures, or failures of any counting kind on a number that the plan calls no mobile */
  landlineMedium: 2,
  landlineFailures: 2,
  /** R4: medium failures within so many days, and how long to pause; older ones than the pause are past */
  barredMedium: 2,
  barredWithinDays: 30,
  barredPauseDays: 90,
  /** R5: absent or expired, in so many campaigns, over so many days */
  absentFailures: 5,
  absentCampaigns: 4,
  absentDays: 90,
  /** R8: delivered, with no click, reply or order for so many days; sunset after so many more */
  inactiveDelivered: 6,
  inactiveDays: 180,
  inactiveSunsetAfter: 2,
  /** findings.md 3: delivered within so many days, never a click; chance of such silence; days without an order, by default all: no buyer is taken out */
  neverDelivered: 12,
  neverWithinDays: 90,
  neverSilence: 0.02,
  neverOrderDays: 36_500,
  /** R11, R12: days of rest, and messages a week where the segment tells no number; findings older than so many days are past */
  fatiguePauseDays: 14,
  fatiguePerWeek: 1,
  fatigueKnownDays: 8,
  /** outages: share of failures of one class that is too many, by itself or in times the usual of the operator */
  outageShare: 0.2,
  outageTimes: 3,
  /** the usual is the median over so many days on either side, and shares up to this are never an outage */
  outageUsualDays: 90,
  outageFloor: 0.015,
  /** fewer failures together are no outage */
  outageLeast: 3,
  /** the same for failures of numbers that were reached shortly before, or later: some die every week */
  outageMetFloor: 0.03,
  outageMetLeast: 5,
  /** share of errors of a provider in an hour that is usual at most */
  providerErrorFloor: 0.05,
  /** whoever was reached within so many days before, or later, fell to the outage and not to a bad number */
  reachedWithinDays: 45,
  /** no outage lasts so long: whoever failed again after it, and was not reached in between, did not fall to one */
  outageLongestDays: 14,
  /** a code that condemned so many numbers, of which more than this share was reached later, is not believed */
  trustLeast: 5,
  trustRevived: 0.6,
  /** R3 is held where so many numbers the library calls invalid were reached in that country, this share of those tried */
  libraryWrongLeast: 3,
  libraryWrongShare: 0.2,
  /** a run is held for a person past this share of the reachable contacts or of a segment, or so many times the last run */
  holdShare: 0.05,
  holdTimes: 2,
  /** fewer proposals that take a contact out are never held */
  holdLeast: 10,
} as const satisfies Readonly<Record<string, number>>;

export type CleaningThresholds = Readonly<Record<keyof typeof CLEANING_SETTINGS, number>>;

export type CleaningSettings = CleaningThresholds & {
  /** by provider; one that is not named may bill either way, and the saving is a range */
  readonly billOn: Readonly<Record<string, BillOn>>;
};

export const DEFAULT_CLEANING: CleaningSettings = { ...CLEANING_SETTINGS, billOn: {} };

/** Reads `absentDays=120 holdShare=0.1`; what is not named stays as it is. */
export function readCleaning(text: string, billOn: ReadonlyMap<string, BillOn>): CleaningSettings {
  const named = Object.fromEntries(pairsOf(text).map(([name, value]) => [name, Number(value)]));
  return { ...CLEANING_SETTINGS, ...named, billOn: Object.fromEntries(billOn) };
}

/** What is wrong with such a text, in a few words; null = nothing. */
export function faultOfCleaning(text: string): string | null {
  const pairs = pairsOf(text);
  const strange = pairs.find(([name]) => !Object.hasOwn(CLEANING_SETTINGS, name));
  if (strange !== undefined) {
    return `${shownText(strange[0])} is no threshold; there are ${Object.keys(CLEANING_SETTINGS).join(', ')}`;
  }
  const wrong = pairs.find(([, value]) => !/^\d{1,6}(\.\d{1,6})?$/.test(value));
  if (wrong !== undefined) return `${wrong[0]} must be a number that is not negative, as in absentDays=120`;
  const noShare = pairs.find(([name, value]) => isShare(name) && Number(value) > 1);
  if (noShare !== undefined) return `${noShare[0]} must be a share from 0 to 1, as in ${noShare[0]}=0.05`;
  const none = pairs.find(([name, value]) => EVIDENCE.test(name) && Number(value) < 1);
  if (none !== undefined) return `${none[0]} must be 1 or more: nobody is judged by nothing`;
  const twice = pairs.find(([name], at) => pairs.findIndex(([other]) => other === name) < at);
  return twice === undefined ? null : `${twice[0]} is named twice`;
}

/** Counted failures or messages: what a rule stands on. */
const EVIDENCE = /(Strong|Medium|Failures|Delivered)$/;

/** A share or a chance; 5 instead of 0.05 would switch a stop off. */
function isShare(name: string): boolean {
  return Object.entries(CLEANING_SETTINGS).some(([known, usual]) => known === name && usual < 1);
}

function pairsOf(text: string): readonly (readonly [name: string, value: string])[] {
  return text
    .split(/\s+/)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')] as const;
    });
}
