import { isbot } from 'isbot';

/** Who made a hit. The number is what clicks and facts store; 0 = nothing is known yet. */
export const CLICK_VERDICTS = { none: 0, human: 1, suspected: 2, bot: 3, preview: 4 } as const;
export type ClickVerdict = keyof typeof CLICK_VERDICTS;

/** Class of the agent as the sending platform gives it. */
export const AGENT_CLASSES = { unknown: 0, mobile: 1, datacenter: 2 } as const;
export type AgentClass = keyof typeof AGENT_CLASSES;

/** Raise it when a rule changes: facts are judged again, sent reports keep their numbers. */
export const CLICK_RULES_VERSION = 1;

/** A person does not tap a link sooner than this after the phone got it. */
export const FAST_HIT_MS = 2_000;
/** Two hits on one message so close together, from different addresses or agents, are machines. */
export const PAIR_MS = 2_000;
/** One address with one agent hitting this many messages inside ten minutes is a machine. */
export const BURST_RECIPIENTS = 10;

/** What a hit says by itself. */
export type Hit = {
  readonly method: string | null;
  /** null = the source tells no agents; '' = it does, and this hit had none */
  readonly userAgent: string | null;
  readonly agentClass: AgentClass;
};

/** Programs that fetch a link to show a picture of it before anybody taps (sources: vendors' documentation). */
const PREVIEWS =
  /facebookexternalhit|facebot|twitterbot|google-pagerenderer|whatsapp|telegrambot|slackbot|skypeuripreview|linkedinbot|discordbot|snapchat|viber|iframely|applebot|bingpreview|embedly|vkshare|redditbot|pinterest/i;

const judged = new Map<string, ClickVerdict>();
const JUDGED_AT_MOST = 20_000;

/**
 * Rules 1, 2 and 6: what method, agent and network say alone. `none` = they say nothing; then the neighbours decide,
 * and without an objection of theirs the hit is human.
 */
export function agentVerdict({ method, userAgent, agentClass }: Hit): ClickVerdict {
  if (method !== null && /^(HEAD|OPTIONS)$/i.test(method)) return 'bot';
  const byAgent = userAgent === null || userAgent === '' ? 'none' : verdictOnAgent(userAgent);
  if (byAgent === 'preview' || byAgent === 'bot') return byAgent;
  if (agentClass === 'datacenter') return 'bot';
  if (userAgent === '' && agentClass === 'unknown') return 'suspected';
  return byAgent;
}

function verdictOnAgent(userAgent: string): ClickVerdict {
  const known = judged.get(userAgent);
  if (known !== undefined) return known;
  const verdict = PREVIEWS.test(userAgent) ? 'preview' : isbot(userAgent) ? 'bot' : 'human';
  if (judged.size >= JUDGED_AT_MOST) judged.clear();
  judged.set(userAgent, verdict);
  return verdict;
}

/** A hit among its neighbours; times are epoch milliseconds, hashes compare by identity, null = not known. */
export type PlacedHit = {
  readonly clickedMs: number;
  readonly agentSays: ClickVerdict;
  readonly agentHash: number | null;
  readonly ipHash: string | null;
};

export type Surroundings = {
  readonly sentMs: number;
  /** provider time of the receipt that says delivered */
  readonly deliveredMs: number | null;
  /** true = the message ended in a failure, so nobody can have got the link */
  readonly isFailed: boolean;
  /** the other hits on the same message */
  readonly others: readonly PlacedHit[];
  /** messages the same address and agent hit within ten minutes around this hit */
  readonly messagesOfAddress: number;
};

/** The verdict on a hit, and the number of the rule that gave it; 0 = no rule objects. First rule that holds. */
export function clickVerdict(
  hit: PlacedHit,
  around: Surroundings,
): { readonly verdict: ClickVerdict; readonly rule: number } {
  if (hit.agentSays !== 'none' && hit.agentSays !== 'human') return { verdict: hit.agentSays, rule: 1 };
  if (isTooFast(hit, around)) return { verdict: 'suspected', rule: 3 };
  if (hasCloseStranger(hit, around.others)) return { verdict: 'suspected', rule: 4 };
  if (hit.ipHash !== null && hit.agentHash !== null && around.messagesOfAddress >= BURST_RECIPIENTS) {
    return { verdict: 'bot', rule: 5 };
  }
  if (around.isFailed) return { verdict: 'bot', rule: 7 };
  return { verdict: 'human', rule: 0 };
}

/** Rule 3. */
function isTooFast({ clickedMs }: PlacedHit, { sentMs, deliveredMs }: Surroundings): boolean {
  return clickedMs < sentMs || clickedMs < (deliveredMs ?? sentMs) + FAST_HIT_MS;
}

/** Rule 4: what is not known of both counts as the same. */
function hasCloseStranger(hit: PlacedHit, others: readonly PlacedHit[]): boolean {
  return others.some(
    (other) =>
      Math.abs(other.clickedMs - hit.clickedMs) <= PAIR_MS &&
      !(other.ipHash === hit.ipHash && other.agentHash === hit.agentHash),
  );
}
