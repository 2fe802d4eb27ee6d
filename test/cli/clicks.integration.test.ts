import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { type App, openApp } from '../../src/app.ts';
import { registerClicks } from '../../src/cli/commands/clicks.ts';
import { readConfig } from '../../src/config.ts';
import { CLICK_VERDICTS } from '../../src/core/click-verdict.ts';
import { NO_WISH } from '../../src/core/runs/run-options.ts';
import { composeReport } from '../../src/pipelines/compose-report.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { rebuildRollups } from '../../src/pipelines/rebuild-rollups.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import { loadUnattributedOptOuts } from '../../src/store/counts/load-unattributed-opt-outs.ts';
import { insertRun } from '../../src/store/runs-insert.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { produceNeeds } from '../support/produce-needs.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const SCHEMA = z.fromJSONSchema(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/clicks.schema.json'), 'utf8')),
);
const WINDOW = {
  from: Temporal.Instant.from('2026-11-20T00:00:00Z'),
  to: Temporal.Instant.from('2026-11-21T00:00:00Z'),
  timezone: 'UTC',
};
const MESSAGES =
  'message_id,contact_id,campaign_id,variant_id,sent_at,status,status_at\n' +
  'm1,c1,p1,a,2026-11-20T10:00:00Z,delivered,2026-11-20T10:00:05Z\n' +
  'm2,c3,p1,a,2026-11-20T10:00:00Z,delivered,2026-11-20T10:00:05Z\n';
const HEAD = 'click_id,message_id,contact_id,clicked_at,link_id,user_agent_class\n';
const CLICKS = `${HEAD}k1,m1,c1,2026-11-20T10:30:00Z,shop,mobile\nk2,m2,c3,2026-11-20T10:40:00Z,shop,mobile\n`;

let bench: ImportBench;
let app: App;
let runId: number;
let stored: string;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: IMPORT_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
  await bench.give('messages', MESSAGES);
  await bench.give('clicks', CLICKS);
  await app.refresh();
  runId = await mail('performance');
  stored = await model(runId);
});

afterAll(async () => {
  await app.close();
  await bench.drop();
});

/** A run that is planned, counted and stored as the worker does it. */
async function mail(report: string): Promise<number> {
  const now = await app.now();
  const id = await insertRun(
    bench.db,
    {
      scheduleId: null,
      requestId: null,
      occurrence: report,
      report,
      title: 'SMS daily',
      window: WINDOW,
      windowKind: 'custom',
      tzdb: '2026a',
      options: {
        v: 1,
        ...NO_WISH,
        campaignIds: null,
        segmentIds: null,
        recipients: [],
        formats: ['html'],
        locale: 'en-GB',
        recipientLocales: [],
        marks: [],
        replyTo: null,
        ambiguousPolicy: 'hold',
        staleAfterS: 7_200,
        waitS: 0,
        schedule: null,
        resendOf: null,
      },
      dueAt: now,
      deadlineAt: now.add({ hours: 24 }),
      skip: null,
    },
    now,
  );
  const compose = (asked: Parameters<typeof composeReport>[1]) =>
    readFromCubes(bench.db, loadUnattributedOptOuts, (needs) => composeReport(needs, asked));
  await produceReport(produceNeeds(bench.db, now, { compose }), id);
  return id;
}

async function model(id: number): Promise<string> {
  const [row] = await bench.db('report_runs').where({ id }).select('model');
  return JSON.stringify(row.model);
}

function compare(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerClicks], ['clicks', 'compare', ...words]);
}

describe('a mailed report and the rules of now', () => {
  it('agree while nothing has changed', async () => {
    const { stdout, failure } = await compare('--run', String(runId));
    expect(failure).toBeNull();
    expect(stdout).toMatch(
      /click rules of version 1; hits are judged by version 1 now\nno figure of clicks differs\n$/,
    );
  });

  it('tell hits that came later from hits that are judged otherwise, and rewrite nothing', async () => {
    await bench.give('clicks', `${HEAD}k3,m1,c1,2026-11-20T11:00:00Z,shop,mobile\n`, { name: 'late.csv' });
    await app.refresh();
    // as if a second version of the rules knew the agent of k2 for a machine, and everything was counted again
    await bench.db('clicks').where({ click_id: 'k2' }).update({ agent_verdict: CLICK_VERDICTS.bot });
    await rebuildRollups(bench.db, { now: await app.now() });
    await bench.db('click_facts').update({ click_rules: 2 });

    const { stdout } = await compare('--run', String(runId), '--json');
    expect(SCHEMA.safeParse(JSON.parse(stdout)).error).toBeUndefined();
    expect(JSON.parse(stdout)).toMatchObject({
      mailed_version: 1,
      fact_versions: [2],
      program_version: 1,
      differences: [
        { campaign_id: 'p1', figure: 'hits', mailed: 2, since: 1, judged_otherwise: 0, now: 3 },
        { figure: 'human_clicks', mailed: 2, since: 1, judged_otherwise: -1, now: 2 },
        { figure: 'bot_clicks', mailed: 0, since: 0, judged_otherwise: 1, now: 1 },
        { figure: 'clicking_contacts', mailed: 2, since: null, judged_otherwise: null, now: 1 },
      ],
    });
    const text = (await compare('--run', String(runId))).stdout;
    expect(text).toMatch(/Black week {2}human clicks +2 +\+1 +-1 +2\n/);
    expect(text).toContain('this program has version 1: rollups rebuild judges all hits by it');
    expect(await model(runId)).toBe(stored);
  });

  it('are not compared where there is nothing to compare', async () => {
    expect((await compare('--run', '999')).failure).toMatchObject({ exit: 2 });
    expect((await compare('--run', 'last')).failure).toMatchObject({ code: 'bad-input', exit: 2 });
    const other = await mail('experiment');
    expect((await compare('--run', String(other))).failure?.message).toContain('is a report experiment');
    await bench.db('report_runs').where({ id: other }).update({ model: null });
    expect((await compare('--run', String(other))).failure).toMatchObject({ code: 'bad-state', exit: 3 });
  });
});
