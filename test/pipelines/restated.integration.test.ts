import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeReport } from '../../src/pipelines/compose-report.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import { readStoredModel } from '../../src/pipelines/stored-model.ts';
import { loadUnattributedOptOuts } from '../../src/store/counts/load-unattributed-opt-outs.ts';
import { listRuns } from '../../src/store/runs.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type ImportBench, importBench } from '../support/import-bench.ts';
import { produceNeeds } from '../support/produce-needs.ts';
import { say } from '../support/say.ts';

/** A shop that writes to 600 people every Tuesday at 10:00 and mails a report every Monday at 08:00, in Oslo. */
const PEOPLE = 600;
const MONDAYS = ['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05'] as const;

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  const ids = people();
  await bench.give(
    'contacts',
    `contact_id,phone\n${ids.map((id) => `p${id},+47412${pad(id)}`).join('\n')}\n`,
    {
      name: 'people.csv',
    },
  );
});
afterAll(() => bench.drop());

function people(from = 0, to = PEOPLE): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function pad(id: number): string {
  return String(id).padStart(5, '0');
}

/** Of the Tuesday before a Monday. */
function sentOn(monday: string): string {
  return `${Temporal.PlainDate.from(monday).subtract({ days: 6 }).toString()}T09:00:00Z`;
}

async function send(monday: string, delivered: number): Promise<void> {
  const sent = sentOn(monday);
  const campaign = `camp-${monday}`;
  await bench.give(
    'campaigns',
    `campaign_id,name,kind,link_count\n${campaign},Sale ${monday},promotional,1\n`,
    {
      name: `${campaign}.csv`.replace('camp', 'campaigns'),
    },
  );
  const rows = people().map(
    (id) => `${monday}-${id},p${id},${campaign},${sent},${id < delivered ? 'delivered' : 'sent'},${sent}`,
  );
  await bench.give(
    'messages',
    `message_id,contact_id,campaign_id,sent_at,status,status_at\n${rows.join('\n')}\n`,
    { name: `messages-${monday}.csv` },
  );
}

async function click(monday: string, ids: readonly number[], part: string): Promise<void> {
  const rows = ids.map(
    (id) => `${monday}-${id}-${part},${monday}-${id},${sentOn(monday).replace('T09:00', 'T11:00')},mobile`,
  );
  await bench.give('clicks', `click_id,message_id,clicked_at,user_agent_class\n${rows.join('\n')}\n`, {
    name: `clicks-${monday}-${part}.csv`,
  });
}

/** Plans and produces the report of a Monday; what its mail says of earlier mails. */
async function report(
  monday: string,
  key = 'restated',
  campaigns: readonly string[] | null = null,
): Promise<{ runId: number; lines: readonly string[] }> {
  const now = instant(`${monday}T06:00:05Z`);
  await refreshRollups(bench.db, { now });
  const different = { title: key, ...(campaigns === null ? {} : { campaigns }) };
  const schedule = await applied(bench.db, instant('2026-09-06T12:00Z'), key, different);
  await planReports(bench.db, now, TZDB);
  const [run] = await listRuns(bench.db, { scheduleId: schedule.id, limit: 1 });
  if (run === undefined) throw new Error('nothing was planned');
  const compose: Parameters<typeof produceNeeds>[2] = {
    compose: (asked) =>
      readFromCubes(bench.db, loadUnattributedOptOuts, (needs) => composeReport(needs, asked)),
  };
  const produced = await produceReport(produceNeeds(bench.db, now, compose), run.id);
  expect(produced).toEqual({ runId: run.id, state: 'rendered', reason: null });
  const model = await readStoredModel(bench.db, run.id);
  const section = model?.sections.find((one) => one.kind === 'note' && one.id === 'restated');
  return { runId: run.id, lines: section?.kind === 'note' ? section.lines.map(say) : [] };
}

async function mail(runId: number): Promise<void> {
  await bench.db('report_dispatches').where({ run_id: runId }).update({ state: 'sent', sent_at: new Date() });
}

it('says in the next mail what late receipts and clicks made of the last one, once', async () => {
  await send(MONDAYS[0], 480);
  await click(MONDAYS[0], people(0, 40), 'at-once');
  const first = await report(MONDAYS[0]);
  expect(first.lines).toEqual([]);
  await mail(first.runId);

  await send(MONDAYS[1], 540);
  await click(MONDAYS[1], people(0, 50), 'at-once');
  // a file that came a week late
  const late = people(480, 570).map((id) => `${MONDAYS[0]}-${id},delivered,${sentOn(MONDAYS[0])}`);
  await bench.give('receipts', `message_id,status,status_at\n${late.join('\n')}\n`);
  await click(MONDAYS[0], people(40, 60), 'late');
  const second = await report(MONDAYS[1]);
  // 480 of 600 were delivered and 40 of 480 clicked; it is 570 and 60 of 570 now
  expect(second.lines).toEqual([
    'Last week we told you delivery rate 80.0 % (480 of 600); with late data it is 95.0 % (570 of 600).',
    'Last week we told you click-through 8.3 % (40 of 480); with late data it is 10.5 % (60 of 570).',
  ]);
  await mail(second.runId);

  await send(MONDAYS[2], 540);
  await click(MONDAYS[2], people(0, 50), 'at-once');
  const third = await report(MONDAYS[2]);
  expect(third.lines).toEqual([]);
});

it('compares with what was mailed of the same part of the sending, never with a report that nobody got', async () => {
  await send(MONDAYS[3], 480);
  await click(MONDAYS[3], people(0, 50), 'at-once');
  const part = [`camp-${MONDAYS[3]}`, `camp-${MONDAYS[4]}`];
  const quiet = await report(MONDAYS[3], 'never-mailed');
  const same = await report(MONDAYS[3], 'same-part', part);
  const edited = await report(MONDAYS[3], 'other-part', part);
  expect([quiet.lines, same.lines, edited.lines]).toEqual([[], [], []]);
  await mail(same.runId);
  await mail(edited.runId);
  const late = people(480, 570).map((id) => `${MONDAYS[3]}-${id},delivered,${sentOn(MONDAYS[3])}`);
  await bench.give('receipts', `message_id,status,status_at\n${late.join('\n')}\n`, { name: 'late-4.csv' });
  await send(MONDAYS[4], 540);
  await click(MONDAYS[4], people(0, 50), 'at-once');
  // the edit before the next run is planned
  expect((await report(MONDAYS[4], 'other-part')).lines).toEqual([]);
  expect((await report(MONDAYS[4], 'never-mailed')).lines).toEqual([]);
  expect((await report(MONDAYS[4], 'same-part', part)).lines).toContain(
    'Last week we told you delivery rate 80.0 % (480 of 600); with late data it is 95.0 % (570 of 600).',
  );
});
