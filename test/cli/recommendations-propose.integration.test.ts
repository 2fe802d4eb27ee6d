import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { type App, openApp } from '../../src/app.ts';
import { registerRecommendations } from '../../src/cli/commands/recommendations.ts';
import { readConfig } from '../../src/config.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { importWorld, PLANTED_SECRET } from '../support/planted/import-world.ts';
import { buildWorld } from '../support/planted/world.ts';
import { PLAIN } from '../support/planted/world-plan.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const SCHEMAS: Readonly<Record<string, object>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../docs/recommendations.schema.json'), 'utf8'),
).$defs;

const world = buildWorld({ ...PLAIN, name: 'cli', seed: 1, contacts: 200, campaigns: 8, everyHours: 72 });
const MOMENT = Temporal.Instant.fromEpochMilliseconds(world.endMs).toString();

let fresh: FreshDatabase;
let app: App;
beforeAll(async () => {
  fresh = await freshDatabase();
  await importWorld(fresh.db, world, world.endMs);
  const [contact] = world.contacts;
  const sent = world.messages.find(({ contact: id, campaign }) => id === contact?.id && campaign > 0);
  const first = await fresh.db('contacts').where({ contact_id: contact?.id }).first('id');
  await fresh.db('opt_outs').insert({
    event_id: 'o1',
    contact_id: first.id,
    event: 'opt_out',
    occurred_at: new Date((sent?.sentMs ?? 0) - 1000),
    received_at: new Date(world.endMs),
  });
  const environment = {
    DATABASE_URL: fresh.url,
    REDIS_URL: inject('redisUrl'),
    SECRET_KEY: PLANTED_SECRET,
    CLEANING: 'holdShare=0.9',
  };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
});
afterAll(async () => {
  await app.close();
  await fresh.drop();
});

function propose(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerRecommendations], ['recommendations', 'propose', ...words]);
}

describe('a search for numbers to clean on the command line', () => {
  it('says what it proposed, and that somebody was sent to who had opted out', async () => {
    const { stdout, failure } = await propose('--as-of', MOMENT);
    expect(failure).toBeNull();
    expect(stdout).toMatch(
      /^search 1 as of \S+, everybody: \d+ read, \d+ judged\n[1-9]\d* proposed, 0 confirmed/,
    );
    expect(stdout).toMatch(/BREACH: \d+ messages went to 1 contacts after they had opted out/);
    expect(stdout).not.toContain('held for');
  });

  it('is told as JSON of the documented shape', async () => {
    const { stdout } = await propose('--as-of', MOMENT, '--full', '--json');
    const value: unknown = JSON.parse(stdout);
    z.fromJSONSchema({ $defs: SCHEMAS, ...SCHEMAS['search'] } as never).parse(value);
    expect(value).toMatchObject({ run_id: 2, full: true, state: 'open', counts: { proposed: 0 } });
  });

  it.each([
    [['--as-of', 'yesterday'], 'bad-input', 2],
    [['--as-of', '2999-01-01T00:00:00Z'], 'bad-input', 2],
    [['--as-of', '2020-01-01T00:00:00Z'], 'bad-input', 2],
  ] as const)('refuses %s', async (words, code, exit) => {
    expect((await propose(...words)).failure).toMatchObject({ code, exit });
  });
});
