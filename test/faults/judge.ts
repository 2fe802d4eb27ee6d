import type { Settled } from './settle.ts';
import { type Expected, mailsExpected } from './workload.ts';
import type { World } from './world.ts';

export type Verdict = {
  /** empty = the promise held; each names its invariant */
  readonly broken: readonly string[];
  /** why runs and mails failed, and how often */
  readonly reasons: ReadonlyMap<string, number>;
  readonly figures: {
    readonly mailsExpected: number;
    readonly delivered: number;
    readonly failedVisibly: number;
    readonly held: number;
    readonly ambiguous: number;
    /** second copies, each of a mail of which the ledger says that it may have arrived */
    readonly copiesDeclared: number;
    readonly duplicatesOutside: number;
    readonly lost: number;
    readonly peakMib: number;
  };
};

type Mail = {
  readonly run_id: number;
  readonly recipient: string;
  readonly message_id: string;
  readonly state: string;
  readonly ambiguous: number;
  readonly begun: number;
};

const MOST_MIB = 512;

/** The invariants of a campaign, from MySQL and from what the mail server accepted. */
export async function judge(
  world: World,
  expected: readonly Expected[],
  settled: Settled,
  output: string,
): Promise<Verdict> {
  const mails = await loadMails(world);
  const accepted = acceptedCopies(world);
  const unmade = await mailsOfFailedRuns(world);
  const peakMib = Math.round(Math.max(0, ...world.pool.living().map((worker) => worker.peakMib())));
  const total = mailsExpected(expected);
  const reached = mails.filter(({ message_id }) => accepted.has(message_id));
  const ended = mails.filter(({ state }) => state === 'failed' || state === 'held');
  const lost = total - unmade - new Set([...reached, ...ended]).size;
  const copies = mails.map((mail) => ({ mail, got: accepted.get(mail.message_id) ?? [] }));
  const known = new Set(mails.map(({ message_id }) => message_id));
  const broken = [
    ...(settled.isFinal ? [] : [`I10 not everything is final after ${Math.round(settled.realSeconds)} s`]),
    ...(await missingRuns(world, expected)),
    ...copies.flatMap(({ mail, got }) => faultsOfMail(mail, got)),
    ...[...accepted.keys()].filter((id) => !known.has(id)).map((id) => `I5 ${id}: nobody planned this mail`),
    ...(await remains(world, mails)),
    ...writtenSecrets(output),
    ...(peakMib > MOST_MIB ? [`I11 a worker took ${peakMib} MiB`] : []),
    ...(lost === 0 ? [] : [`I2 ${lost} mails are lost`]),
    ...(world.clock.missed() === 0 ? [] : ['the virtual clock was passed by: the campaign proves nothing']),
  ];
  const sum = (count: (mail: Mail, copies: number) => number): number =>
    copies.reduce((all, { mail, got }) => all + count(mail, got.length), 0);
  return {
    broken,
    reasons: await reasonsOf(world),
    figures: {
      mailsExpected: total,
      delivered: reached.length,
      failedVisibly: unmade + mails.filter(({ state }) => state === 'failed').length,
      held: mails.filter(({ state }) => state === 'held').length,
      ambiguous: mails.filter(({ ambiguous }) => ambiguous > 0).length,
      copiesDeclared: sum((mail, got) => Math.max(0, Math.min(got, mostCopies(mail)) - 1)),
      duplicatesOutside: sum((mail, got) => Math.max(0, got - mostCopies(mail))),
      lost,
      peakMib,
    },
  };
}

function mostCopies({ ambiguous }: Mail): number {
  return Math.min(2, 1 + ambiguous);
}

function faultsOfMail(mail: Mail, copies: readonly Copy[]): readonly string[] {
  const name = `dispatch of run ${mail.run_id} to ${mail.recipient}`;
  const unlike = new Set(copies.map(({ bytes }) => bytes)).size > 1;
  return [
    ...(copies.length > mostCopies(mail)
      ? [`I4 ${name}: ${copies.length} copies, ${mail.ambiguous} ambiguous attempts`]
      : []),
    ...(unlike ? [`I4 ${name}: its copies are unlike`] : []),
    ...(mail.begun < copies.length
      ? [`I4 ${name}: ${copies.length} copies, ${mail.begun} attempts that began a body`]
      : []),
    ...(mail.state === 'sent' && copies.length === 0 ? [`I3 ${name}: sent, and never accepted`] : []),
    ...(copies.some(({ to }) => to !== mail.recipient) ? [`I5 ${name}: went to somebody else`] : []),
  ];
}

/** I1: every occurrence once, and no other. */
async function missingRuns({ db }: World, expected: readonly Expected[]): Promise<readonly string[]> {
  const rows: readonly { readonly key: string; readonly due_at: Date }[] = await db('report_runs as r')
    .join('report_schedules as s', 's.id', 'r.schedule_id')
    .select('s.schedule_key as key', 'r.due_at');
  const found = new Map<string, number>();
  for (const { key, due_at } of rows) {
    const name = `${key} ${due_at.toISOString().replace('.000', '')}`;
    found.set(name, (found.get(name) ?? 0) + 1);
  }
  const due = expected.flatMap(({ key, dueAt }) => dueAt.map((at) => `${key} ${at}`));
  return [
    ...due.filter((name) => found.get(name) !== 1).map((name) => `I1 ${name}: ${found.get(name) ?? 0} runs`),
    ...[...found.keys()].filter((name) => !due.includes(name)).map((name) => `I1 ${name}: was never due`),
  ];
}

function loadMails({ db }: World): Promise<readonly Mail[]> {
  return db('report_dispatches as d')
    .leftJoin('dispatch_attempts as a', 'a.dispatch_id', 'd.id')
    .groupBy('d.id', 'd.run_id', 'd.recipient', 'd.message_id', 'd.state', 'd.ambiguous_attempts')
    .select(
      'd.run_id',
      'd.recipient',
      'd.message_id',
      'd.state',
      'd.ambiguous_attempts as ambiguous',
      db.raw('COUNT(a.data_started_at) AS begun'),
    );
}

type Copy = { readonly to: string; readonly bytes: string };

/** By Message-ID. A body whose dot arrived counts as accepted unless the server said no: nobody else can know. */
function acceptedCopies({ smtp }: World): ReadonlyMap<string, readonly Copy[]> {
  const copies = new Map<string, Copy[]>();
  for (const { to, bytes, answer } of smtp.bodies) {
    if (typeof answer === 'string' && /^[45]/.test(answer)) continue;
    const id = /^Message-ID: (\S+)/m.exec(bytes)?.[1] ?? 'a mail without Message-ID';
    copies.set(id, [...(copies.get(id) ?? []), { to, bytes }]);
  }
  return copies;
}

async function mailsOfFailedRuns({ db }: World): Promise<number> {
  const rows: readonly { readonly options: unknown }[] = await db('report_runs as r')
    .leftJoin('report_dispatches as d', 'd.run_id', 'r.id')
    .whereIn('r.state', ['failed', 'skipped'])
    .whereNotNull('r.reason')
    .whereNull('d.id')
    .select('r.options');
  return rows.reduce((sum, { options }) => {
    const { recipients } = typeof options === 'string' ? JSON.parse(options) : options;
    return sum + recipients.length;
  }, 0);
}

async function reasonsOf({ db }: World): Promise<ReadonlyMap<string, number>> {
  const [rows] = await db.raw(
    `SELECT reason FROM report_runs WHERE state IN ('failed', 'skipped')
     UNION ALL SELECT reason FROM report_dispatches WHERE state IN ('failed', 'held')`,
  );
  const reasons = new Map<string, number>();
  for (const { reason } of rows) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return reasons;
}

/** Leases and open attempts of what is final; I2: a run and its dispatches agree. */
async function remains({ db }: World, mails: readonly Mail[]): Promise<readonly string[]> {
  const [leases] = await db.raw(
    `SELECT 'run' AS what, id FROM report_runs WHERE lease_owner IS NOT NULL
     UNION ALL SELECT 'dispatch', id FROM report_dispatches WHERE lease_owner IS NOT NULL`,
  );
  const [silent] = await db.raw(
    `SELECT id FROM report_dispatches WHERE state IN ('failed', 'held') AND reason IS NULL
     UNION ALL SELECT id FROM report_runs WHERE state IN ('failed', 'skipped', 'done_with_failures') AND reason IS NULL`,
  );
  const runs: readonly { readonly id: number; readonly state: string }[] = await db('report_runs').select(
    'id',
    'state',
  );
  const wrong = runs.filter(({ id, state }) => {
    const own = mails.filter(({ run_id }) => run_id === id);
    if (state === 'done') return own.length === 0 || own.some((mail) => mail.state !== 'sent');
    return state === 'done_with_failures' && own.every((mail) => mail.state === 'sent');
  });
  return [
    ...leases.map(({ what, id }: { what: string; id: number }) => `I2 ${what} ${id}: final, and leased`),
    ...silent.map(({ id }: { id: number }) => `I3 ${id}: failed without a reason`),
    ...wrong.map(({ id, state }) => `I2 run ${id}: ${state}, its mails say otherwise`),
  ];
}

/** I9 */
function writtenSecrets(output: string): readonly string[] {
  const broken: string[] = [];
  if (/\+\d{8,15}(?!\d)/.test(output)) broken.push('I9 a full phone number in the log');
  if (output.includes('k'.repeat(32))) broken.push('I9 the secret key in the log');
  if (/@example\.com/.test(output)) broken.push('I9 an address in the log');
  if (/:\/\/[^\s/@"*]+:[^\s/@"*]+@/.test(output)) broken.push('I9 a password in the log');
  return broken;
}
