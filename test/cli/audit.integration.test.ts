import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerAudit } from '../../src/cli/commands/audit.ts';
import { readConfig } from '../../src/config.ts';
import { writeAudit } from '../../src/store/audit.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench, NOW } from '../support/cleaning-bench.ts';
import { runCommand } from '../support/run-command.ts';

let bench: CleaningBench;
let app: App;
beforeAll(async () => {
  bench = await cleaningBench();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: CLEANING_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
});
afterAll(async () => {
  await app.close();
  await bench.drop();
});
beforeEach(async () => {
  await bench.empty();
  for (const number of [1, 2, 3, 4])
    await bench.db.transaction((trx) =>
      writeAudit(
        trx,
        { actor: 'a', action: 'did', object: `thing ${number}`, detail: { z: 0.1, a: [number, 'ø'] } },
        NOW,
      ),
    );
});

const audit = (...words: readonly string[]) => runCommand(app, [registerAudit], ['audit', ...words]);

async function ids(): Promise<readonly number[]> {
  return (await bench.db('audit_log').orderBy('id').pluck('id')).map(Number);
}

describe('the audit log', () => {
  it('proves itself, and names the hash to keep elsewhere', async () => {
    const { stdout, failure } = await audit('verify');
    expect(failure).toBeNull();
    expect(stdout).toMatch(/^4 rows are as they were written; last hash [0-9a-f]{64}\n$/);
  });

  it.each([
    ['detail', { detail: JSON.stringify({ z: 0.2 }) }],
    ['actor', { actor: 'b' }],
    ['time', { at: new Date('2020-01-01T00:00:00Z') }],
    ['hash', { hash: Buffer.alloc(32, 7) }],
  ])('names the first row whose %s was changed', async (_, columns) => {
    const [, second] = await ids();
    await bench.db('audit_log').where({ id: second }).update(columns);
    const { failure } = await audit('verify');
    expect(failure).toMatchObject({ exit: 3 });
    expect(failure?.message).toContain(`audit row ${second} was changed`);
  });

  it('names the row after one that was removed', async () => {
    const [first, second, third] = await ids();
    await bench.db('audit_log').where({ id: second }).delete();
    expect((await audit('verify')).failure?.message).toContain(`audit row ${third} does not follow`);
    await bench.db('audit_log').where({ id: first }).delete();
    expect((await audit('verify')).failure?.message).toContain(`audit row ${third} does not follow`);
  });

  it('shows a cut end to whoever kept a hash', async () => {
    const kept: unknown = JSON.parse((await audit('verify', '--json')).stdout);
    const { head } = kept as { head: string };
    expect((await audit('verify', '--contains', head)).failure).toBeNull();
    await bench
      .db('audit_log')
      .where({ id: (await ids()).at(-1) })
      .delete();
    expect((await audit('verify')).failure).toBeNull();
    expect((await audit('verify', '--contains', head)).failure?.message).toContain(
      'the hash is not in the log',
    );
    expect((await audit('verify', '--contains', 'x')).failure?.code).toBe('bad-input');
  });

  it('is listed, newest first', async () => {
    const { stdout } = await audit('list', '--limit', '2');
    expect(stdout).toMatch(/thing 4[^\n]*\n[^\n]*thing 3/);
    expect(JSON.parse((await audit('list', '--object', 'thing 1', '--json')).stdout)).toMatchObject([
      { actor: 'a', action: 'did', detail: { a: [1, 'ø'], z: 0.1 } },
    ]);
  });
});
