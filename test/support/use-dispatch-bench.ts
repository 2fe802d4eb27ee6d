import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Mailer } from '../../src/mail/mailer.ts';
import type { SmtpTimeouts } from '../../src/mail/smtp-session.ts';
import type { Db } from '../../src/store/connect.ts';
import { loadDispatch } from '../../src/store/dispatches.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { type Bench, benchOn, type RunSketch, renderedRun } from './dispatch-bench.ts';
import { type MisbehavingSmtp, type Script, startMisbehavingSmtp } from './smtp-misbehaving.ts';

/** A database for the file and servers and workers that end with each test. */
export function useDispatchBench() {
  const toClose: (() => unknown)[] = [];
  let fresh: FreshDatabase | null = null;

  const database = (): Db => {
    if (fresh === null) throw new Error('no database before the first test');
    return fresh.db;
  };

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh?.drop());
  afterEach(async () => {
    for (const close of toClose.splice(0).reverse()) await close();
  });

  const server = async (...scripts: readonly Script[]): Promise<MisbehavingSmtp> => {
    const smtp = await startMisbehavingSmtp(...scripts);
    toClose.push(() => smtp.stop());
    return smtp;
  };

  const bench = (url: string, wrap?: (mailer: Mailer) => Mailer, timeouts?: SmtpTimeouts): Bench => {
    const made = benchOn(database(), url, wrap, timeouts);
    toClose.push(() => made.close());
    return made;
  };

  const oneDispatch = async (
    sketch: RunSketch = {},
  ): Promise<{ readonly runId: number; readonly id: number }> => {
    const runId = await renderedRun(database(), sketch);
    const row: { readonly id: number } = await database()('report_dispatches')
      .where('run_id', runId)
      .first('id');
    return { runId, id: Number(row.id) };
  };

  const show = async (id: number) => {
    const found = await loadDispatch(database(), id);
    if (found === null) throw new Error(`no dispatch ${id}`);
    return found;
  };

  return { database, server, bench, oneDispatch, show };
}
