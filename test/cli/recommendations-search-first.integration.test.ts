import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerRecommendations } from '../../src/cli/commands/recommendations.ts';
import { readConfig } from '../../src/config.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench } from '../support/cleaning-bench.ts';
import { runCommand } from '../support/run-command.ts';

describe('recommendations list on a database nobody searched', () => {
  let bench: CleaningBench;
  let app: App;
  beforeAll(async () => {
    bench = await cleaningBench();
    const environment = {
      DATABASE_URL: bench.url,
      REDIS_URL: inject('redisUrl'),
      SECRET_KEY: CLEANING_SECRET,
    };
    app = await openApp({ config: readConfig(environment), schema: 'must-match' });
    await bench.plant(200);
  });
  afterAll(async () => {
    await app.close();
    await bench.drop();
  });
  const list = (...words: readonly string[]) =>
    runCommand(app, [registerRecommendations], ['recommendations', 'list', ...words]);

  it('searches first, and says so; the next time it only reads', async () => {
    expect((await list()).stderr).toMatch(
      /^searched first, as of \S+: 0 proposed\nno recommendation matches\n$/,
    );
    expect((await list()).stderr).toBe('no recommendation matches\n');
    expect(await bench.db('cleaning_runs').pluck('state')).toEqual(['open']);
  });

  it('searches as of a later moment, and refuses an earlier one and one to come', async () => {
    const [last] = await bench.db('cleaning_runs').pluck('as_of');
    const later = new Date(last.getTime() + 1).toISOString();
    expect((await list('--as-of', later)).stderr).toContain('searched first');
    expect((await list('--as-of', later)).stderr).not.toContain('searched first');
    expect((await list('--as-of', '2026-01-01T00:00:00Z')).failure).toMatchObject({
      code: 'bad-state',
      message: expect.stringMatching(
        /^--as-of: the last search was as of \S+, an earlier one cannot be made$/,
      ),
    });
    for (const wrong of ['2999-01-01T00:00:00Z', 'soon'])
      expect((await list('--as-of', wrong)).failure).toMatchObject({ code: 'bad-input', exit: 2 });
  });

  it('shows 50 lines to a person and everything to a program', async () => {
    await bench.plantRun({ id: 900 });
    await bench.recommend(Array.from({ length: 120 }, (_, index) => ({ contact: index + 1 })));
    expect((await list()).stdout.trim().split('\n')).toHaveLength(51);
    const all = JSON.parse((await list('--json')).stdout);
    expect(all.total).toBe(120);
    expect(new Set(all.recommendations.map((one: { contact_id: string }) => one.contact_id)).size).toBe(120);
    expect(JSON.parse((await list('--json', '--limit', '7')).stdout).recommendations).toHaveLength(7);
  });
});
