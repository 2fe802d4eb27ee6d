import { type ParsedMail, simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composePerformance } from '../../src/core/reports/performance.ts';
import { resendRun } from '../../src/pipelines/manage-runs.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import type { Db } from '../../src/store/connect.ts';
import { findRun, listRuns, loadStoredModel } from '../../src/store/runs.ts';
import { buildPerformance } from '../support/build-performance.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { benchOn } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { PERFORMANCE_SCENARIOS } from '../support/performance-scenarios.ts';
import { produceNeeds } from '../support/produce-needs.ts';
import { type Body, type Script, startMisbehavingSmtp } from '../support/smtp-misbehaving.ts';

const now = instant('2026-11-23T07:00:05Z');
const later = now.add({ minutes: 16 });
const templates = loadTemplates();
const RECIPIENTS = [
  'crm@example.com',
  { to: 'Lead@example.com', locale: 'nb-NO' },
  'boss@example.com',
] as const;

const WEEK = PERFORMANCE_SCENARIOS['clear-change'] ?? buildPerformance();

let fresh: FreshDatabase;
let db: Db;
let keys = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());

async function produced(recipients: readonly unknown[] = RECIPIENTS) {
  keys += 1;
  const schedule = await applied(db, instant('2026-11-20T12:00Z'), `tongues-${keys}`, { recipients });
  await planReports(db, now, TZDB);
  const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
  return { runId: run?.id ?? 0, composed: await produce(run?.id ?? 0) };
}

/** Renders for real; gives how often the report was counted. */
async function produce(runId: number, at = now): Promise<number> {
  let composed = 0;
  const compose = async () => {
    composed += 1;
    return composePerformance(WEEK);
  };
  const needs = produceNeeds(db, at, { compose, render: (model) => renderReport(model, templates) });
  expect(await produceReport(needs, runId)).toMatchObject({ state: 'rendered', reason: null });
  return composed;
}

/** What a mail server got of this run, in order. */
async function sent(runId: number, scripts: readonly Script[] = [], at = now): Promise<readonly Body[]> {
  const smtp = await startMisbehavingSmtp(...scripts);
  const worker = benchOn(db, smtp.url);
  try {
    await worker.sendAll(runId, at);
    return [...smtp.bodies];
  } finally {
    worker.close();
    await smtp.stop();
  }
}

const parse = ({ bytes }: Body): Promise<ParsedMail> => simpleParser(Buffer.from(bytes, 'latin1'));

const hashOf = ({ checksum }: { readonly checksum: string }): string => checksum;

/** Every number, however its language writes it; their order follows the sentences. */
function figuresOf(mail: ParsedMail, decimal: '.' | ','): readonly number[] {
  const group = decimal === '.' ? ',' : '[\u00a0\u202f]';
  const form = new RegExp(`\\d{1,3}(?:${group}\\d{3})+(?:\\${decimal}\\d+)?|\\d+(?:\\${decimal}\\d+)?`, 'g');
  return (
    (mail.text ?? '')
      .match(form)
      ?.map((one) => Number(one.replace(new RegExp(group, 'g'), '').replace(decimal, '.')))
      .toSorted((a, b) => a - b) ?? []
  );
}

describe('a report whose recipients read two languages', () => {
  it('is counted and stored once, and says the same figures to each in their own', async () => {
    const { runId, composed } = await produced();
    expect(composed).toBe(1);
    expect(await loadStoredModel(db, runId)).toMatchObject({ locale: 'en-GB' });
    const bodies = await sent(runId);
    expect(bodies.map(({ to }) => to)).toEqual(['crm@example.com', 'Lead@example.com', 'boss@example.com']);
    const [crm, lead, boss] = await Promise.all([0, 1, 2].map((at) => parse(itemAt(bodies, at))));
    if (crm === undefined || lead === undefined || boss === undefined) throw new Error('three mails');
    expect(crm.subject).toBe((await findRun(db, runId))?.subject);
    expect(boss.subject).toBe(crm.subject);
    expect(lead.subject).not.toBe(crm.subject);
    expect(lead.subject).toContain('16.–22. nov. 2026');
    expect(lead.html).toContain('lang="nb');
    expect(crm.html).toContain('lang="en');
    expect(figuresOf(crm, '.').length).toBeGreaterThan(100);
    expect(figuresOf(lead, ',')).toEqual(figuresOf(crm, '.'));
  });

  it('shares what the same words make: two mails in English have one set of parts', async () => {
    const before = await db('dispatch_parts').count({ n: '*' }).first();
    const { runId } = await produced([...RECIPIENTS, 'fourth@example.com']);
    const after = await db('dispatch_parts').count({ n: '*' }).first();
    const bodies = await Promise.all((await sent(runId)).map(parse));
    const [crm, lead, boss] = bodies;
    expect(crm?.attachments.map(hashOf)).toEqual(boss?.attachments.map(hashOf));
    expect(crm?.attachments.map(hashOf)).not.toEqual(lead?.attachments.map(hashOf));
    // the parts are those of the test before: stored under their hash, once
    expect(Number(after?.['n'])).toBe(Number(before?.['n']));
  });

  it('goes out once more as the same bytes when nobody knows whether it arrived', async () => {
    const { runId } = await produced([{ to: 'lead@example.com', locale: 'nb-NO' }]);
    const [first] = await sent(runId, [{ dot: 'close' }]);
    const [again] = await sent(runId, [], later);
    expect(first?.bytes.length).toBeGreaterThan(10_000);
    expect(again?.bytes).toBe(first?.bytes);
    expect((await parse(itemAt([again], 0) as Body)).html).toContain('lang="nb');
  });

  it('is sent again to each in the language they had', async () => {
    const { runId } = await produced();
    const [, original] = await sent(runId);
    const needs = { db, now: later, tzdb: TZDB, actor: 'test' };
    await db('allowed_recipients').insert({
      pattern: '@other.example',
      origin: 'test',
      added_at: new Date(),
    });
    const again = await resendRun(needs, runId, ['lead@example.com', 'new@other.example']);
    expect(await produce(again, later)).toBe(0);
    const bodies = await sent(again, [], later);
    const [lead, other] = await Promise.all(bodies.map(parse));
    const before = original === undefined ? undefined : await parse(original);
    expect(lead?.html).toContain('lang="nb');
    expect(lead?.subject).toContain('16.–22. nov. 2026');
    expect(other?.subject).not.toBe(lead?.subject);
    // the CSV says that it was sent again, the picture does not
    const [picture] = lead?.attachments ?? [];
    expect(picture?.contentType).toBe('image/png');
    expect(picture?.checksum).toBe(before?.attachments[0]?.checksum);
  });

  it('keeps the language of the run when the schedule is edited before the run is made', async () => {
    const recipients = [{ to: 'lead@example.com', locale: 'nb-NO' }];
    const schedule = await applied(db, instant('2026-11-20T12:00Z'), 'edited-tongue', { recipients });
    await planReports(db, now, TZDB);
    await applied(db, now, 'edited-tongue', { recipients: ['lead@example.com'] });
    const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
    await produce(run?.id ?? 0);
    const [body] = await sent(run?.id ?? 0);
    expect((await parse(itemAt([body], 0) as Body)).html).toContain('lang="nb');
  });
});
