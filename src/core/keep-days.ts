import { shownText } from './shown-text.ts';

/** How many days what is stored is kept; each may be set in KEEP_DAYS. */
export const KEEP_DAYS = {
  /** the mails themselves, byte for byte; nothing that may still be sent is touched */
  mails: 30,
  /** who got which mail when, and each attempt: addresses are in there */
  dispatches: 365,
  /** the figures of a report, from which `runs resend` and `report compare` work */
  reports: 400,
  /** what an ad-hoc request said; that it was asked for stays, so that its id means the same for ever */
  requests: 90,
  /** events whose message or contact never came */
  parked: 180,
  /** events and rows that could not be read, as far as a text of them is kept */
  refused: 30,
  /** what searches for fatigue, send times and anomalies found; the last one stays */
  findings: 400,
} as const;

export type KeptKind = keyof typeof KEEP_DAYS;
export type KeepDays = Readonly<Record<KeptKind, number>>;

/** A deadline is at most 30 days away; a shorter life would take from the ledger what it still needs to say. */
const LEAST = 7;
const MOST = 36_500;
const KINDS = Object.keys(KEEP_DAYS).filter(isKind);

/** `mails=14 dispatches=90`; null = it is right. */
export function faultOfKeepDays(text: string): string | null {
  for (const item of itemsOf(text)) {
    const [name = '', days = ''] = item.split('=');
    if (!isKind(name))
      return `${shownText(item)} names nothing that is kept; allowed are ${KINDS.join(', ')}`;
    if (!/^\d{1,5}$/.test(days) || Number(days) < LEAST || Number(days) > MOST)
      return `${shownText(item)} must be days from ${LEAST} to ${MOST}`;
  }
  return null;
}

/** What `faultOfKeepDays` accepts; a kind that is not named keeps its usual days. */
export function readKeepDays(text: string): KeepDays {
  const given = itemsOf(text).map((item) => item.split('='));
  return { ...KEEP_DAYS, ...Object.fromEntries(given.map(([name, days]) => [name, Number(days)])) };
}

function itemsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((item) => item !== '');
}

function isKind(name: string): name is KeptKind {
  return Object.hasOwn(KEEP_DAYS, name);
}
