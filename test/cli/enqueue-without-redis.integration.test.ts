import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerEnqueue } from '../../src/cli/commands/enqueue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

describe('enqueue while Redis is away', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.drop());
  const enqueue = (...words: readonly string[]): Promise<CommandRun> =>
    runCommand(
      workerApp(fresh, { url: 'redis://127.0.0.1:1', prefix: 'x' }),
      [registerEnqueue],
      ['enqueue', 'performance', ...words],
    );

  it('keeps the request, and says so with exit 69', async () => {
    const { failure } = await enqueue('--request-id', 'r-2');
    expect(failure).toMatchObject({ code: 'redis-unreachable', exit: 69 });
    // why, in place of "no answer within 3 s": nothing was waited for
    expect(failure?.message).toMatch(
      /^Redis at 127\.0\.0\.1:1 does not answer: .*ECONNREFUSED.*; run \d+ is stored/,
    );
    const [stored] = await fresh.db('report_requests').where({ request_id: 'r-2' }).select('state');
    expect(stored).toEqual({ state: 'accepted' });
  });

  it('says so at once where it waits, and ends with that when no worker came', async () => {
    const { failure, stderr } = await enqueue('--request-id', 'r-3', '--wait', '--timeout', '1');
    expect(stderr).toMatch(
      /^accepted as run \d+\nwarning: Redis at 127\.0\.0\.1:1 does not answer: .*; run \d+ is stored/,
    );
    expect(failure).toMatchObject({ code: 'redis-unreachable', exit: 69 });
  });
});
