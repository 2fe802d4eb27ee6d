import type { Evidence, SeenCopy, SeenMail } from './evidence.ts';
import { FAULTS_SECRET, hourOf, idsTold, TOLD_OF_HOUR } from './source-day.ts';

export type Invariant = {
  readonly name: string;
  readonly says: string;
  /** what is wrong, a line each; empty = it holds */
  readonly check: (seen: Evidence) => readonly string[];
};

const MOST_MIB = 512;
/** No back-off is longer than an hour; after so long nothing that is alive is still waiting. */
const MOST_MINUTES = 780;

/** I1 to I11 of the design, in its order. */
export const INVARIANTS: readonly Invariant[] = [
  { name: 'I1', says: 'every occurrence has one run, and no other run exists', check: occurrences },
  {
    name: 'I2',
    says: 'each run has one final mail for each frozen recipient; none is lost',
    check: recipients,
  },
  { name: 'I3', says: 'sent was accepted; failed and held say why, and never a defect', check: outcomes },
  { name: 'I4', says: 'a second copy only of an ambiguous attempt, byte for byte alike', check: copies },
  { name: 'I5', says: 'a mail reaches its own recipient, and none that nobody planned', check: addressees },
  { name: 'I6', says: 'the numbers in a mail are those of the source', check: numbers },
  {
    name: 'I7',
    says: 'list cleaning whole or not at all, undo restores, the audit chain verifies',
    check: cleaning,
  },
  { name: 'I8', says: 'stored = what a provider was told is taken, once each', check: receipts },
  { name: 'I9', says: 'no phone number, address or secret where others read', check: secrets },
  { name: 'I10', says: 'everything is final after the last fault, without a person', check: finality },
  { name: 'I11', says: `no process takes more than ${MOST_MIB} MiB`, check: memory },
];

function occurrences({ expected, runs }: Evidence): readonly string[] {
  const found = new Map<string, number>();
  for (const { key, dueAt } of runs) found.set(`${key} ${dueAt}`, (found.get(`${key} ${dueAt}`) ?? 0) + 1);
  const due = expected.flatMap(({ key, dueAt }) => dueAt.map((at) => `${key} ${at}`));
  return [
    ...due.filter((name) => found.get(name) !== 1).map((name) => `${name}: ${found.get(name) ?? 0} runs`),
    ...[...found.keys()].filter((name) => !due.includes(name)).map((name) => `${name}: was never due`),
  ];
}

function recipients({ runs, mails }: Evidence): readonly string[] {
  const open = mails.filter(({ state }) => state === 'queued' || state === 'sending');
  return [
    ...runs.flatMap((run) => {
      const own = mails.filter(({ runId }) => runId === run.id);
      const isMade = !['failed', 'skipped'].includes(run.state);
      const missing = run.recipients.filter(
        (one) => own.filter(({ recipient }) => recipient === one).length !== 1,
      );
      const isAllSent = own.every(({ state }) => state === 'sent');
      return [
        ...(isMade ? missing.map((one) => `run ${run.id}: not one mail to ${one}`) : []),
        ...(run.state === 'done' && !isAllSent ? [`run ${run.id}: done, its mails say otherwise`] : []),
        ...(run.state === 'done_with_failures' && isAllSent ? [`run ${run.id}: nothing of it failed`] : []),
        ...(run.isLeased ? [`run ${run.id}: final, and leased`] : []),
      ];
    }),
    ...mails.filter(({ isLeased }) => isLeased).map((mail) => `${nameOf(mail)}: final, and leased`),
    ...open.map((mail) => `${nameOf(mail)}: lost, for ever ${mail.state}`),
  ];
}

function outcomes({ runs, mails, copies: all }: Evidence): readonly string[] {
  const accepted = new Set(all.map(({ messageId }) => messageId));
  const silent = ['failed', 'skipped', 'held', 'done_with_failures'];
  return [
    ...mails
      .filter(({ state, messageId }) => state === 'sent' && !accepted.has(messageId))
      .map((mail) => `${nameOf(mail)}: sent, and never accepted`),
    ...mails.filter(isSilent).map((mail) => `${nameOf(mail)}: ${mail.state} without a reason`),
    ...runs.filter(isSilent).map(({ id, state }) => `run ${id}: ${state} without a reason`),
    // no fault may end in one: it would be given up, visibly, and nothing else would be wrong
    ...new Set([...mails, ...runs].filter(isDefect).map(({ reason }) => `given up by a defect: ${reason}`)),
  ];

  function isSilent({ state, reason }: { readonly state: string; readonly reason: string | null }): boolean {
    return silent.includes(state) && (reason ?? '') === '';
  }

  function isDefect({ state, reason }: { readonly state: string; readonly reason: string | null }): boolean {
    return silent.includes(state) && /^internal\b/.test(reason ?? '');
  }
}

/** More than so many is a breach. */
export function mostCopies({ ambiguous }: SeenMail): number {
  return Math.min(2, 1 + ambiguous);
}

export function copiesOf(mail: SeenMail, all: readonly SeenCopy[]): readonly SeenCopy[] {
  return all.filter(({ messageId }) => messageId === mail.messageId);
}

function copies({ mails, copies: all }: Evidence): readonly string[] {
  return mails.flatMap((mail) => {
    const own = copiesOf(mail, all);
    const isUnlike = new Set(own.map(({ bytes }) => bytes)).size > 1;
    return [
      ...(own.length > mostCopies(mail)
        ? [`${nameOf(mail)}: ${own.length} copies, ${mail.ambiguous} ambiguous attempts`]
        : []),
      ...(isUnlike ? [`${nameOf(mail)}: its copies are unlike`] : []),
      ...(mail.begun < own.length
        ? [`${nameOf(mail)}: ${own.length} copies, ${mail.begun} attempts that began a body`]
        : []),
    ];
  });
}

function addressees({ mails, copies: all }: Evidence): readonly string[] {
  const planned = new Map(mails.map((mail) => [mail.messageId, mail.recipient]));
  return all.flatMap(({ messageId, to }) => {
    const recipient = planned.get(messageId);
    if (recipient === undefined) return [`${messageId}: nobody planned this mail`];
    return recipient === to ? [] : [`${messageId}: went to somebody else`];
  });
}

/** Messages exactly; of those delivered whole requests only, no less than was told before the run, no more than was told at all. */
function numbers({ copies: all, mails, runs, counted, told }: Evidence): readonly string[] {
  const runOf = new Map(runs.map((run) => [run.id, run]));
  const lines = all.flatMap((copy) => {
    const run = runOf.get(mails.find(({ messageId }) => messageId === copy.messageId)?.runId ?? -1);
    const window = counted.windows.get(run?.key ?? '');
    // whose mail it is, I5 asks
    if (run === undefined || window === undefined) return [];
    const name = `run ${run.id} of ${run.key}`;
    if (copy.numbers === null) return [`${name}: its mail names no numbers`];
    const { delivered, messages } = copy.numbers;
    const inside = told.filter(({ hour }) => window.hours.includes(hour));
    const least =
      TOLD_OF_HOUR * inside.filter((one) => (one.acknowledgedMs ?? Infinity) < run.plannedMs).length;
    const most = TOLD_OF_HOUR * inside.length;
    const isRight = delivered % TOLD_OF_HOUR === 0 && delivered >= least && delivered <= most;
    return [
      ...(messages === window.messages
        ? []
        : [`${name}: ${messages} messages, the source has ${window.messages}`]),
      ...(isRight
        ? []
        : [`${name}: ${delivered} delivered, not ${least} to ${most} in steps of ${TOLD_OF_HOUR}`]),
    ];
  });
  return [...new Set(lines), ...counted.differences.slice(0, 5)];
}

function cleaning({ batches, audit }: Evidence): readonly string[] {
  const { all, states, audited, before, after, notUndone } = batches;
  const done = all.filter(({ state }) => state === 'done');
  return [
    ...all
      .filter(({ state, items, effects }) => effects !== (state === 'done' ? items : 0))
      .map(({ id, kind, items, effects }) => `batch ${id}: ${kind} of ${items}, ${effects} in force`),
    ...all.filter(({ isSettled }) => !isSettled).map(({ id }) => `batch ${id}: was never settled`),
    ...[...states]
      .filter(([, of]) => of.length > 1)
      .map(([reason, of]) => `${reason}: half ${of.join(', half ')}`),
    ...(audited === done.length ? [] : [`${done.length} batches are done, the audit log knows ${audited}`]),
    ...notUndone,
    ...(before === after ? [] : ['apply and undo do not restore the suppressions']),
    ...(audit.broken === null ? [] : [`audit row ${audit.broken.id} ${audit.broken.because}`]),
  ];
}

function receipts({ told, stored }: Evidence): readonly string[] {
  const times = new Map<string, number>();
  for (const id of stored) times.set(id, (times.get(id) ?? 0) + 1);
  const posted = new Set(told.map(({ hour }) => hour));
  return [
    ...told
      .filter(({ acknowledgedMs }) => acknowledgedMs !== null)
      .flatMap(({ hour }) => idsTold(hour).filter((id) => !times.has(id)))
      .map((id) => `${id}: acknowledged, and not stored`),
    ...[...posted]
      .map((hour) => [hour, idsTold(hour).filter((id) => times.has(id)).length] as const)
      .filter(([, there]) => there !== 0 && there !== TOLD_OF_HOUR)
      .map(([hour, there]) => `request ${hour}: ${there} of its ${TOLD_OF_HOUR} receipts are stored`),
    ...[...times].filter(([, count]) => count > 1).map(([id, count]) => `${id}: stored ${count} times`),
    ...[...times.keys()].filter((id) => !posted.has(hourOf(id))).map((id) => `${id}: nobody told it`),
  ];
}

function secrets({ written }: Evidence): readonly string[] {
  return written.flatMap(({ where, text }) => [
    ...(/\+\d{8,15}(?!\d)/.test(text) ? [`a full phone number in ${where}`] : []),
    ...(text.includes(FAULTS_SECRET) ? [`the secret key in ${where}`] : []),
    ...(/@example\.com/.test(text) ? [`an address in ${where}`] : []),
    ...(/:\/\/[^\s/@"*]+:[^\s/@"*]+@/.test(text) ? [`a password in ${where}`] : []),
  ]);
}

function finality({ settled, undone }: Evidence): readonly string[] {
  const minutes = Math.round(settled.virtualMinutes);
  return [
    ...(settled.isFinal
      ? []
      : [`not everything is final after ${minutes} minutes, ${Math.round(settled.realSeconds)} s`]),
    ...(settled.isFinal && minutes > MOST_MINUTES ? [`final after ${minutes} minutes only`] : []),
    ...undone,
  ];
}

function memory({ peakMib }: Evidence): readonly string[] {
  return peakMib > MOST_MIB ? [`a process took ${peakMib} MiB`] : [];
}

function nameOf({ runId, recipient }: SeenMail): string {
  return `mail of run ${runId} to ${recipient}`;
}
