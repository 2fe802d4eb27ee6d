import type { Evidence } from './evidence.ts';
import { copiesOf, INVARIANTS, mostCopies } from './invariants.ts';
import { mailsExpected } from './workload.ts';

export type Figures = {
  readonly mailsExpected: number;
  readonly delivered: number;
  readonly failedVisibly: number;
  readonly held: number;
  readonly ambiguous: number;
  /** second copies, each of a mail of which the ledger says that it may have arrived */
  readonly copiesDeclared: number;
  readonly duplicatesOutside: number;
  readonly lost: number;
  /** mails whose numbers were compared with the source */
  readonly mailsCounted: number;
  /** requests to the hook that were answered 200 at last, and tries that were not */
  readonly hooksTaken: number;
  readonly hooksRefused: number;
  readonly batches: number;
  readonly peakMib: number;
};

export type Verdict = {
  /** empty = every promise held; each begins with its invariant */
  readonly broken: readonly string[];
  /** why runs and mails failed, and how often */
  readonly reasons: ReadonlyMap<string, number>;
  readonly figures: Figures;
};

/** The invariants of a campaign, from MySQL and from what the mail server and the provider know. */
export function judge(seen: Evidence): Verdict {
  const broken = INVARIANTS.flatMap(({ name, check }) => check(seen).map((line) => `${name} ${line}`));
  const { clockMissed } = seen;
  const passedBy = clockMissed === 0 ? [] : ['the virtual clock was passed by: the campaign proves nothing'];
  const figures = figuresOf(seen);
  const lost = figures.lost === 0 ? [] : [`I2 ${figures.lost} mails are lost`];
  return { broken: [...broken, ...lost, ...passedBy], reasons: reasonsOf(seen), figures };
}

function figuresOf({ expected, runs, mails, copies, told, batches, peakMib }: Evidence): Figures {
  const total = mailsExpected(expected);
  const found = mails.map((mail) => ({ mail, got: copiesOf(mail, copies).length }));
  const isEnded = (state: string): boolean => state === 'failed' || state === 'held';
  const unmade = runs
    .filter(({ state, reason }) => ['failed', 'skipped'].includes(state) && reason !== null)
    .filter(({ id }) => !mails.some(({ runId }) => runId === id))
    .reduce((sum, { recipients }) => sum + recipients.length, 0);
  const ended = found.filter(({ mail, got }) => got > 0 || isEnded(mail.state)).length;
  const sum = (count: (of: (typeof found)[number]) => number): number =>
    found.reduce((all, one) => all + count(one), 0);
  return {
    mailsExpected: total,
    delivered: found.filter(({ got }) => got > 0).length,
    failedVisibly: unmade + mails.filter(({ state }) => state === 'failed').length,
    held: mails.filter(({ state }) => state === 'held').length,
    ambiguous: mails.filter(({ ambiguous }) => ambiguous > 0).length,
    copiesDeclared: sum(({ mail, got }) => Math.max(0, Math.min(got, mostCopies(mail)) - 1)),
    duplicatesOutside: sum(({ mail, got }) => Math.max(0, got - mostCopies(mail))),
    lost: Math.max(0, total - unmade - ended),
    mailsCounted: copies.filter(({ numbers }) => numbers !== null).length,
    hooksTaken: told.filter(({ acknowledgedMs }) => acknowledgedMs !== null).length,
    hooksRefused: told.reduce((all, { refused }) => all + refused, 0),
    batches: batches.all.length,
    peakMib,
  };
}

function reasonsOf({ runs, mails }: Evidence): ReadonlyMap<string, number> {
  const reasons = new Map<string, number>();
  for (const { state, reason } of [...runs, ...mails]) {
    if (!['failed', 'skipped', 'held'].includes(state)) continue;
    reasons.set(reason ?? 'none', (reasons.get(reason ?? 'none') ?? 0) + 1);
  }
  return reasons;
}
