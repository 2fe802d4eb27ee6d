import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RequestNeeds, requestReport } from '../../src/pipelines/request-report.ts';
import { allowRecipients } from '../../src/store/recipients.ts';
import { findRun } from '../../src/store/runs.ts';
import { instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
const now = instant('2026-11-25T07:12:00Z');

beforeAll(async () => {
  fresh = await freshDatabase();
  await allowRecipients(fresh.db, ['lead@example.com', '@partner.example'], 'test', now);
});
afterAll(() => fresh.drop());

function needs(at = now): RequestNeeds {
  return { db: fresh.db, now: async () => at, tzdb: TZDB, timezone: 'Europe/Oslo' };
}

function payload(requestId: string, different: Readonly<Record<string, unknown>> = {}) {
  return { v: 1, requestId, report: 'performance', window: 'last-day', producer: 'shop', ...different };
}

async function rejectedReasons(): Promise<readonly string[]> {
  const rows = await fresh.db('report_requests').where({ state: 'rejected' }).orderBy('id').select('reason');
  return rows.map(({ reason }) => reason);
}

describe('a request', () => {
  it('becomes one run with its window frozen, however often it is repeated', async () => {
    const first = await requestReport(needs(), payload('frozen', { recipients: ['Lead@Example.com'] }));
    const later = needs(now.add({ hours: 48 }));
    const again = await requestReport(later, payload('frozen', { recipients: ['Lead@Example.com'] }));
    expect(again).toEqual({ runId: first.runId, isNew: false });
    const run = await findRun(fresh.db, first.runId);
    expect(run).toMatchObject({ state: 'planned', windowKind: 'last-day', occurrence: 'frozen' });
    expect(String(run?.window.from)).toBe('2026-11-23T23:00:00Z');
    expect(run?.options).toMatchObject({ recipients: ['Lead@example.com'], waitS: 0, schedule: null });
  });

  it('has answers go to the person who asked, where their address is known', async () => {
    const asked = { ...needs(), actor: 'web:ana', replyTo: 'ana@example.com' };
    const { runId } = await requestReport(asked, payload('person'));
    expect((await findRun(fresh.db, runId))?.options.replyTo).toBe('ana@example.com');
    const program = await requestReport(needs(), payload('program'));
    expect((await findRun(fresh.db, program.runId))?.options.replyTo).toBeNull();
  });

  it('has answers go where a program says, as the allow-list has it, and to the person before that', async () => {
    const asked = payload('answers', { recipients: ['x@partner.example'], replyTo: 'Lead@Example.com' });
    const { runId } = await requestReport(needs(), asked);
    expect((await findRun(fresh.db, runId))?.options).toMatchObject({
      recipients: ['x@partner.example'],
      replyTo: 'Lead@example.com',
    });
    expect(await requestReport(needs(), asked)).toEqual({ runId, isNew: false });
    await expect(requestReport(needs(), { ...asked, replyTo: 'y@partner.example' })).rejects.toMatchObject({
      code: 'bad-state',
    });
    const person = { ...needs(), actor: 'web:ana', replyTo: 'ana@example.com' };
    const own = await requestReport(person, payload('answers-of-ana', { replyTo: 'lead@example.com' }));
    expect((await findRun(fresh.db, own.runId))?.options.replyTo).toBe('ana@example.com');
  });

  it.each([
    ['evil@example.org', 'replyTo: evil@example.org is not on the allow-list'],
    ['lead@example.com\r\nBcc: evil@example.org', 'replyTo: "lead@example.com'],
    ['Lead <lead@example.com>', 'replyTo: "Lead <lead@example.com>" is not one address'],
    ['lead@example.com, x@partner.example', 'replyTo: "lead@example.com, x@partner.example" is not one'],
    ['', 'replyTo: "(empty)" has no @'],
  ])('has no answers go to %j', async (replyTo, message) => {
    const refused = requestReport(needs(), payload('answers-refused', { replyTo }));
    await expect(refused).rejects.toMatchObject({ code: 'bad-input' });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow('\n');
    expect((await rejectedReasons()).at(-1)).toContain(`answers-refused: ${message}`);
  });

  it('is the same one when keys come in another order, and another producer may use the same id', async () => {
    const { runId } = await requestReport(needs(), payload('order'));
    const reordered = Object.fromEntries(Object.entries(payload('order')).toReversed());
    expect(await requestReport(needs(), reordered)).toEqual({ runId, isNew: false });
    expect(await requestReport(needs(), payload('order', { producer: 'crm' }))).toMatchObject({
      isNew: true,
    });
  });

  it('is accepted once when it comes ten times at once', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, () => requestReport(needs(), payload('storm'))),
    );
    const runs = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(runs).toHaveLength(10);
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1);
    expect(runs.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('is refused with other data under the same id, and leaves the first as it was', async () => {
    const { runId } = await requestReport(needs(), payload('other'));
    await expect(requestReport(needs(), payload('other', { formats: ['csv'] }))).rejects.toMatchObject({
      code: 'bad-state',
      retryable: false,
      message: `requestId: other of producer shop was used before with other data (run ${runId})`,
    });
    expect((await findRun(fresh.db, runId))?.options.formats).toEqual(['html', 'csv']);
  });

  it('may be corrected under the same id after it was refused', async () => {
    await expect(requestReport(needs(), payload('mended', { window: 'last-year' }))).rejects.toThrow(
      'last-year',
    );
    expect(await requestReport(needs(), payload('mended'))).toMatchObject({ isNew: true });
  });

  it.each([
    ['evil@example.org', 'recipients[0]: evil@example.org is not on the allow-list'],
    [
      'lead@example.com, evil@example.org',
      'recipients[0]: "lead@example.com, evil@example.org" is not one address',
    ],
    ['lead@example.com\r\nBcc: evil@example.org', 'recipients[0]:'],
    ['grp: evil@example.org;', 'recipients[0]:'],
    ['Lead <lead@example.com>', 'recipients[0]:'],
    ['x@sub.partner.example', 'recipients[0]: x@sub.partner.example is not on the allow-list'],
    ['', 'recipients[0]:'],
  ])('never mails to %j', async (recipient, message) => {
    const before = (await rejectedReasons()).length;
    await expect(
      requestReport(needs(), payload('recipients', { recipients: [recipient] })),
    ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining(message) });
    const reasons = await rejectedReasons();
    expect(reasons).toHaveLength(before + 1);
    expect(reasons.at(-1)).toContain(`recipients: ${message}`);
    expect(await fresh.db('report_requests').where({ request_id: 'recipients' }).select('id')).toEqual([]);
  });

  it.each([
    [null, 'payload: expected object, received null'],
    [{ requestId: "x'; DROP TABLE report_runs; --" }, 'v: must be 1'],
    [payload('unknown', { campaignIds: ['c-404'] }), 'unknown: campaignIds[0]: there is no campaign c-404'],
    [
      payload('dates', { window: { from: '2026-11-23', to: '2026-11-16', tz: 'UTC' } }),
      'dates: to: 2026-11-16 is not after',
    ],
    [
      payload('dates', { window: { from: '2026-02-30', to: '2026-11-16', tz: 'UTC' } }),
      'dates: from: 2026-02-30 is not a date',
    ],
  ])('leaves a row that says why it was refused: %j', async (data, reason) => {
    await expect(requestReport(needs(), data)).rejects.toMatchObject({ code: 'bad-input' });
    expect((await rejectedReasons()).at(-1)).toContain(reason);
  });
});

describe('a program or person that asks again and again', () => {
  const limited = (at = now, actor?: string): RequestNeeds => ({
    ...needs(at),
    perHour: 3,
    ...(actor === undefined ? {} : { actor }),
  });
  const ask = (id: string, by = 'loop') => payload(id, { producer: by });

  it('gets so many reports in an hour, then one line; the same request again has no turn of its own', async () => {
    for (const id of ['one', 'two', 'two', 'two', 'three']) await requestReport(limited(), ask(id));
    const refusal = {
      code: 'bad-state',
      message:
        'producer: loop has asked for 3 reports in this hour, which is the most (REQUESTS_PER_HOUR); again from 2026-11-25T08:00Z',
    };
    await expect(requestReport(limited(), ask('four'))).rejects.toMatchObject(refusal);
    expect((await rejectedReasons()).at(-1)).toBe(`four: ${refusal.message}`);
    expect(await requestReport(limited(), ask('one'))).toMatchObject({ isNew: false });
    expect(await requestReport(limited(), ask('four', 'other'))).toMatchObject({ isNew: true });
    expect(await requestReport(limited(now, 'web:anna'), ask('anna'))).toMatchObject({ isNew: true });
    expect(await requestReport(limited(now.add({ minutes: 48 })), ask('four'))).toMatchObject({
      isNew: true,
    });
  });

  it('gets no more of them when all come at once', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => requestReport(limited(), ask(`at-once-${n}`, 'crowd'))),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });
});
