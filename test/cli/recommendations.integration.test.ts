import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { type App, openApp } from '../../src/app.ts';
import { registerRecommendations } from '../../src/cli/commands/recommendations.ts';
import { readConfig } from '../../src/config.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench } from '../support/cleaning-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const SCHEMAS: Readonly<Record<string, object>> = JSON.parse(
  readFileSync(join(DOCS, 'recommendations.schema.json'), 'utf8'),
).$defs;

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
  await bench.plant(200);
  await bench.plantRun({ id: 1 });
});

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerRecommendations], ['recommendations', ...words]);
}

function checked(name: string, json: string): unknown {
  const value: unknown = JSON.parse(json);
  z.fromJSONSchema({ $defs: SCHEMAS, ...SCHEMAS[name] } as never).parse(value);
  return value;
}

// the row's own times are of 2026-11; the database's clock is the machine's
const OPEN = { expires_at: new Date('2099-01-01T00:00:00Z') };

describe('recommendations on the command line', () => {
  it('are listed with masked numbers, and counted per reason', async () => {
    const [id] = await bench.recommend([{ contact: 1 }, { contact: 2, state: 'rejected' }]);
    const { stdout, stderr } = await run('list');
    expect(stdout).toMatch(
      new RegExp(`${id}@1\\s+proposed\\s+invalid_number\\s+R1\\s+suppress\\s+0.95\\s+c1\\s+\\+47\\*+01`),
    );
    expect(stdout).not.toContain('c2');
    expect(stderr).toContain('invalid_number: 1, 1 out of sending, saves €0.10 to €0.30 in 90 days');
    const json = await run('list', '--state', 'all', '--json');
    expect(checked('list', json.stdout)).toMatchObject({
      total: 2,
      recommendations: [
        {
          id: String(id),
          recommendation_id: String(id),
          contact_id: 'c1',
          contact: '+47******01',
          phone_masked: '+47******01',
          evidence: { because: expect.any(String) },
        },
        {},
      ],
    });
  });

  it('go their way: approve, apply, undo, each in the history', async () => {
    const [id] = await bench.recommend([{ contact: 1, columns: OPEN }]);
    expect((await run('approve', `${id}@1`, '--note', 'really +4791234567')).stdout).toBe('1 approved\n');
    expect((await run('apply', '--all')).stdout).toBe(
      'batch 1: 1 applied\n'.replace('1:', `${await lastBatch()}:`),
    );
    expect(await bench.db('suppressed_contacts').pluck('contact_id')).toEqual(['c1']);
    const undone = await run('undo', '--batch', String(await lastBatch()), '--json');
    expect(checked('batch', undone.stdout)).toMatchObject({ items: 1, states: { undone: 1 } });
    expect(await bench.db('suppressed_contacts').pluck('contact_id')).toEqual([]);
    const shown = await run('show', String(id), '--json');
    expect(checked('detail', shown.stdout)).toMatchObject({ note: 'really +47******67' });
    expect((await run('show', String(id))).stdout).toMatch(
      /recommendation-approve: really \+47\*+67\n.*recommendation-apply\n.*recommendation-applied\n.*recommendation-undo\n.*recommendation-undone\n/,
    );
    const batches = await run('batches', '--json');
    expect(checked('batches', batches.stdout)).toMatchObject([{ kind: 'undo' }, { kind: 'apply' }]);
    expect((await run('batches')).stdout).toMatch(/undo of \d+\s+done\s+1/);
  });

  it('decide by a filter on what `list` shows with it: not on what somebody put off or approved', async () => {
    const [open, slept, approved] = await bench.recommend([
      { contact: 1, columns: OPEN },
      { contact: 2, columns: OPEN },
      { contact: 3, columns: OPEN },
    ]);
    const until = (await app.now()).add({ hours: 24 * 30 }).toString();
    await run('snooze', `${slept}@1`, '--until', until);
    await run('approve', `${approved}@1`);
    expect((await run('list', '--reason', 'invalid_number', '--json')).stdout).toContain('"total": 1');
    expect((await run('reject', '--reason', 'invalid_number')).stdout).toBe('1 rejected\n');
    const states = { [open ?? 0]: 'rejected', [slept ?? 0]: 'snoozed', [approved ?? 0]: 'approved' };
    expect(await bench.states()).toEqual(states);
    expect((await run('approve', '--all')).stdout).toBe('0 approved\n');
    expect((await run('approve', '--all', '--state', 'snoozed')).stdout).toBe('1 approved\n');
    expect((await run('reject', '--all', '--state', 'approved')).stdout).toBe('2 rejected\n');
  });

  it('tell the second of two reviewers who was first', async () => {
    const [id] = await bench.recommend([{ contact: 1, columns: OPEN }]);
    await run('reject', `${id}@1`);
    const late = await run('approve', `${id}@1`, '--json');
    expect(late.failure).toMatchObject({ code: 'bad-state', exit: 3 });
    expect(late.failure?.message).toMatch(
      new RegExp(`recommendation ${id} is rejected by cli:\\S+ at 20\\d\\d-`),
    );
    expect(checked('decision', late.stdout)).toMatchObject({
      decided: [],
      conflicts: [{ state: 'rejected' }],
    });
  });

  it('are held back when too many would go, until the run is released', async () => {
    await bench.recommend(Array.from({ length: 30 }, (_, at) => ({ contact: at + 1, columns: OPEN })));
    await run('approve', '--all');
    const refused = await run('apply', '--all');
    expect(refused.failure).toMatchObject({ exit: 3 });
    expect(refused.failure?.message).toMatch(/30 of 200 reachable contacts of the list would go \(15 %/);
    expect((await run('release', '1')).stdout).toBe('released: run 1\n');
    expect((await run('release', '1')).failure?.message).toContain('run 1 is released');
    expect((await run('apply', '--all')).stdout).toContain('30 applied');
  });

  it.each([
    [['approve'], 'ids: are missing'],
    [['approve', '1', '--all'], 'ids: cannot stand beside a filter'],
    [['approve', '1;drop'], 'ids: 1;drop is not an id'],
    [['approve', '17@'], 'ids: 17@ is not an id'],
    [['approve', '--min-confidence', '95'], '--min-confidence: 95 is not a share'],
    [['snooze', '1', '--until', 'tomorrow'], '--until: tomorrow is not a date'],
    [['snooze', '1', '--until', '2020-01-01'], 'until: a snooze ends at a time that is still to come'],
    [['undo'], 'undo: name either ids or --batch'],
    [['show', 'x'], 'id: x is not a whole number'],
    [['show', '999'], 'id: recommendation 999 does not exist'],
    [['list', '--limit', '5000'], '--limit: must be at most 1000'],
    [['release', '99'], 'run 99 does not exist'],
    [['apply', '999'], 'recommendation 999 does not exist'],
  ])('refuse %j', async (words, message) => {
    expect((await run(...words)).failure?.message).toContain(message);
  });
});

async function lastBatch(): Promise<number> {
  const [row] = await bench.db('apply_batches').max({ id: 'id' });
  return Number(row?.id);
}
