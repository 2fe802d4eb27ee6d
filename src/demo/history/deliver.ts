import { CARRIERS, NUMBER_TROUBLES, type People } from './people.ts';
import type { CampaignPlan, HistoryPlan } from './plan.ts';
import type { Random } from './random.ts';

/** Filled anew for each message; one object for all, since there are millions. */
export type Outcome = {
  status: string;
  statusS: number;
  /** Twilio's error code; '' = none */
  code: string;
  carrier: string;
  /** 0 = not delivered, or not known to be */
  deliveredS: number;
};

/** Failures of good numbers: probability, status, code. */
const CHANCE_FAILURES = [
  [0.008, 'undelivered', '30003'],
  [0.0035, 'undelivered', '30008'],
  [0.0025, 'undelivered', '30007'],
  [0.0015, 'expired', '30036'],
  [0.0008, 'failed', '30410'],
] as const;

const NO_RECEIPT = 0.009;

const TROUBLE_CODES: Readonly<Record<(typeof NUMBER_TROUBLES)[number], readonly [string, string]>> = {
  none: ['delivered', ''],
  landline: ['undelivered', '30006'],
  wrong: ['failed', '21211'],
  dead: ['undelivered', '30005'],
  transient: ['undelivered', '30005'],
};

/** Decides what became of a message, by the number, the network, and chance. Writes into `outcome`. */
export function deliver(
  plan: HistoryPlan,
  people: People,
  campaign: CampaignPlan,
  contact: number,
  sentS: number,
  random: Random,
  outcome: Outcome,
): void {
  outcome.carrier = carrierOf(plan, people, contact);
  outcome.code = '';
  outcome.deliveredS = 0;
  if (failsByNumber(people, contact, sentS, random, outcome)) return;
  if (isCutOff(campaign, outcome.carrier, sentS)) {
    fail(outcome, 'undelivered', random.next() < 0.8 ? '30017' : '30003', sentS + 30 + random.below(600));
    return;
  }
  if (failsByChance(sentS, random, outcome)) return;
  // Ice NO loses more receipts than the others: a share of "unknown" with a face.
  if (random.next() < (outcome.carrier === 'Ice NO' ? 5 : 1) * NO_RECEIPT) {
    outcome.status = 'sent';
    outcome.statusS = sentS + 1;
    return;
  }
  outcome.status = 'delivered';
  outcome.deliveredS = sentS + latency(random);
  outcome.statusS = outcome.deliveredS;
}

function carrierOf(plan: HistoryPlan, people: People, contact: number): string {
  const country = plan.countries[people.country[contact] ?? 0]?.country ?? 'NO';
  return CARRIERS[country][people.carrier[contact] ?? 0] ?? '';
}

function failsByNumber(
  people: People,
  contact: number,
  sentS: number,
  random: Random,
  outcome: Outcome,
): boolean {
  const trouble = NUMBER_TROUBLES[people.trouble[contact] ?? 0] ?? 'none';
  if (trouble === 'none') return false;
  if (sentS < (people.troubleFromS[contact] ?? 0) || sentS > (people.troubleToS[contact] ?? 0)) return false;
  const [status, code] = TROUBLE_CODES[trouble];
  const isOff = trouble === 'transient' && random.next() < 0.5;
  fail(outcome, status, isOff ? '30003' : code, sentS + 1 + random.below(90));
  if (trouble === 'wrong') outcome.carrier = '';
  return true;
}

function isCutOff({ trouble }: CampaignPlan, carrier: string, sentS: number): boolean {
  return (
    trouble?.kind === 'outage' && trouble.carrier === carrier && sentS >= trouble.fromS && sentS < trouble.toS
  );
}

function failsByChance(sentS: number, random: Random, outcome: Outcome): boolean {
  let luck = random.next();
  if (luck > 0.0165) return false;
  for (const [share, status, code] of CHANCE_FAILURES) {
    luck -= share;
    if (luck >= 0) continue;
    const wait = status === 'expired' ? 86_400 : 20 + random.below(3_000);
    fail(outcome, status, code, sentS + wait);
    return true;
  }
  return false;
}

function fail(outcome: Outcome, status: string, code: string, statusS: number): void {
  outcome.status = status;
  outcome.code = code;
  outcome.statusS = statusS;
}

/** Seconds. Mostly a few; some phones are off for hours, and a few receipts come after days. */
function latency(random: Random): number {
  const luck = random.next();
  if (luck > 0.02) return Math.round(random.around(5, 0.8));
  if (luck > 0.0006) return Math.round(random.around(2 * 3600, 1.1));
  return 80 * 3600 + random.below(48 * 3600);
}
