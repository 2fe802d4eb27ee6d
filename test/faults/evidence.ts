import { simpleParser } from 'mailparser';
import type { AuditProof } from '../../src/store/audit-chain.ts';
import type { Told } from './callers.ts';
import type { Batches } from './see-cleaning.ts';
import { seeCleaning } from './see-cleaning.ts';
import { type Counted, seeNumbers } from './see-numbers.ts';
import { seeWritten, type Written } from './see-written.ts';
import type { Settled } from './settle.ts';
import type { Expected } from './workload.ts';
import type { World } from './world.ts';

export type SeenRun = {
  readonly id: number;
  readonly key: string;
  readonly dueAt: string;
  readonly state: string;
  readonly reason: string | null;
  readonly isLeased: boolean;
  /** frozen when it was planned */
  readonly recipients: readonly string[];
  /** `performance.now` */
  readonly plannedMs: number;
};

export type SeenMail = {
  readonly runId: number;
  readonly recipient: string;
  readonly messageId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly isLeased: boolean;
  readonly ambiguous: number;
  /** attempts of which the ledger says that they began a body */
  readonly begun: number;
};

/** A body that the mail server took, or of which nobody can know that it did not. */
export type SeenCopy = {
  readonly messageId: string;
  readonly to: string;
  readonly bytes: string;
  /** what the mail says it counts, `123 of 456 messages`; null = says no such thing */
  readonly numbers: { readonly delivered: number; readonly messages: number } | null;
};

/** Everything the judge goes by, once it is all over. */
export type Evidence = {
  readonly expected: readonly Expected[];
  readonly settled: Settled;
  readonly runs: readonly SeenRun[];
  readonly mails: readonly SeenMail[];
  readonly copies: readonly SeenCopy[];
  readonly counted: Counted;
  readonly told: readonly Told[];
  /** provider's ids of messages with a receipt of a delivery, as often as there is one */
  readonly stored: readonly string[];
  readonly batches: Batches;
  readonly audit: AuditProof;
  readonly written: readonly Written[];
  readonly peakMib: number;
  readonly clockMissed: number;
  /** who had something to do outside the workers and never got it done */
  readonly undone: readonly string[];
};

export type Besides = Pick<Evidence, 'told' | 'undone'> & {
  /** suppressions as the sending platform would get them, before anything was done */
  readonly exported: string;
};

export async function gather(
  world: World,
  expected: readonly Expected[],
  settled: Settled,
  besides: Besides,
): Promise<Evidence> {
  const output = world.pool.takeOutput();
  const peakMib = world.pool.peakMib();
  // nobody writes while the judge reads
  await world.pool.endStarted();
  const runs = await seeRuns(world);
  return {
    expected,
    settled,
    runs,
    mails: await seeMails(world),
    copies: await seeCopies(world),
    stored: await seeStored(world),
    ...(await seeCleaning(world, besides.exported)),
    counted: await seeNumbers(world),
    told: besides.told,
    undone: besides.undone,
    written: await seeWritten(world, output),
    peakMib,
    clockMissed: world.clock.missed(),
  };
}

async function seeRuns({ db, clock }: World): Promise<readonly SeenRun[]> {
  const rows = await db('report_runs as r')
    .join('report_schedules as s', 's.id', 'r.schedule_id')
    .select('r.*', 's.schedule_key as key');
  return rows.map((row) => {
    const options = typeof row.options === 'string' ? JSON.parse(row.options) : row.options;
    return {
      id: row.id,
      key: row.key,
      dueAt: row.due_at.toISOString().replace('.000', ''),
      state: row.state,
      reason: row.reason,
      isLeased: row.lease_owner !== null,
      recipients: options.recipients,
      plannedMs: clock.shownFirst(Temporal.Instant.fromEpochMilliseconds(row.created_at.getTime())),
    };
  });
}

async function seeMails({ db }: World): Promise<readonly SeenMail[]> {
  const begun = db('dispatch_attempts')
    .groupBy('dispatch_id')
    .select('dispatch_id', db.raw('COUNT(data_started_at) AS begun'));
  const rows = await db('report_dispatches as d')
    .leftJoin(begun.as('a'), 'a.dispatch_id', 'd.id')
    .select('d.*', 'a.begun');
  return rows.map((row) => ({
    runId: row.run_id,
    recipient: row.recipient,
    messageId: row.message_id,
    state: row.state,
    reason: row.reason,
    isLeased: row.lease_owner !== null,
    ambiguous: row.ambiguous_attempts,
    begun: Number(row.begun ?? 0),
  }));
}

/** A body whose dot arrived counts as accepted unless the server said no: nobody else can know. */
async function seeCopies({ smtp }: World): Promise<readonly SeenCopy[]> {
  const copies: SeenCopy[] = [];
  const read = new Map<string, SeenCopy['numbers']>();
  for (const { to, bytes, answer } of smtp.bodies) {
    if (typeof answer === 'string' && /^[45]/.test(answer)) continue;
    const messageId = /^Message-ID: (\S+)/m.exec(bytes)?.[1] ?? 'a mail without Message-ID';
    const numbers = read.get(bytes) ?? (await numbersIn(bytes));
    read.set(bytes, numbers);
    copies.push({ messageId, to, bytes, numbers });
  }
  return copies;
}

async function numbersIn(bytes: string): Promise<SeenCopy['numbers']> {
  const { text = '' } = await simpleParser(Buffer.from(bytes, 'latin1'));
  const [, delivered, messages] = /Delivery rate:[^(]*\(([\d,]+) of ([\d,]+) messages\)/.exec(text) ?? [];
  if (delivered === undefined || messages === undefined) return null;
  return { delivered: numberOf(delivered), messages: numberOf(messages) };
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}

async function seeStored({ db }: World): Promise<readonly string[]> {
  return db('receipts as r')
    .join('messages as m', 'm.id', 'r.message_id')
    .where('r.status', 50)
    .pluck('m.provider_message_id');
}
