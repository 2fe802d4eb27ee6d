import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COUNT_KEYS } from '../../src/core/counts.ts';
import { countLags } from '../../src/core/metrics/lag-curve.ts';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { previousWindows } from '../../src/core/time/window-kinds.ts';
import type { Needs, ReportAsked } from '../../src/pipelines/compose-needs.ts';
import { composeReport } from '../../src/pipelines/compose-report.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import { loadUnattributedOptOuts } from '../../src/store/counts/load-unattributed-opt-outs.ts';
import { rowsOf } from '../../src/store/select-rows.ts';
import { at, buildPerformance } from '../support/build-performance.ts';
import {
  HISTORY_ENDS_AT,
  HISTORY_SECRET_KEY,
  type ImportedHistory,
  importedHistory,
} from '../support/history.ts';
import { say } from '../support/say.ts';

let history: ImportedHistory;

beforeAll(async () => {
  history = await importedHistory({ scale: 0.13 });
}, 120_000);
afterAll(() => history.drop());

const { window, run } = buildPerformance();
const ASKED: ReportAsked = {
  report: 'performance',
  title: 'SMS weekly',
  locale: 'en-GB',
  window,
  windowKind: 'last-week',
  asOf: HISTORY_ENDS_AT,
  staleAfterSeconds: 7_200,
  run,
};

function reading<T>(work: (needs: Needs) => Promise<T>): Promise<T> {
  return readFromCubes(history.db, loadUnattributedOptOuts, work);
}

async function numberOf(sql: string): Promise<number> {
  const [row] = rowsOf(await history.db.raw(sql));
  return Number(row?.n);
}

function seconds(at: Temporal.Instant): number {
  return at.epochMilliseconds / 1000;
}

function rowOf(model: ReportModel, metric: string) {
  const score = model.sections.find(({ kind }) => kind === 'scorecard');
  return score?.kind === 'scorecard' ? score.rows.find((row) => row.metric === metric) : undefined;
}

describe('a report of a window that is not complete', () => {
  it('expects its rates from the weeks before, beside what is counted so far', async () => {
    const model = await reading((needs) => composeReport(needs, ASKED));
    const clicks = model.maturing?.find(({ feed }) => feed === 'clicks');
    expect(clicks?.share).toBeGreaterThan(0.95);
    expect(clicks?.share).toBeLessThan(1);
    const row = rowOf(model, 'click-through');
    expect(row?.final?.lower).toBeGreaterThanOrEqual(row?.measured?.value ?? 1);
    expect(row?.final?.upper).toBeGreaterThan(row?.final?.value ?? 1);
  });

  it('learns a daily report from weeks, because the days before are no more complete than it', async () => {
    const day = { from: at('2026-11-20T00:00'), to: at('2026-11-21T00:00'), timezone: window.timezone };
    const asOf = at('2026-11-21T07:00');
    const model = await reading((needs) =>
      composeReport(needs, { ...ASKED, window: day, windowKind: 'last-day', asOf }),
    );
    expect(model.maturing?.map(({ feed, silence }) => [feed, silence]).slice(0, 2)).not.toContainEqual([
      'receipts',
      'short-history',
    ]);
  });

  it('expects nothing of a window whose outcomes have all counted', async () => {
    const old = { from: at('2026-10-05T00:00'), to: at('2026-10-12T00:00'), timezone: window.timezone };
    const model = await reading((needs) => composeReport(needs, { ...ASKED, window: old }));
    expect(model).not.toHaveProperty('maturing');
    expect(rowOf(model, 'click-through')).not.toHaveProperty('final');
  });
});

describe('what is expected from', () => {
  it.each([
    ['all of it', {}],
    ['one campaign', { campaignIds: ['c-0001'] }],
    ['one segment', { segmentIds: ['s-01'] }],
  ])('is every message of the window by its age: %s', async (_, part) => {
    const filter = { window: { ...window, from: at('2026-10-26T00:00') }, ...part };
    const [total, ages] = await reading((needs) =>
      Promise.all([needs.loadTotal(filter), needs.growth.loadAges(filter, HISTORY_ENDS_AT)]),
    );
    for (const key of COUNT_KEYS) {
      expect(ages.reduce((sum, { counts }) => sum + counts[key], 0)).toBe(total.counts[key]);
    }
    expect(ages.map(({ ageSeconds }) => ageSeconds)).toEqual(
      ages.map(({ ageSeconds }) => ageSeconds).toSorted((a, b) => b - a),
    );
  });

  it('is every delay of the weeks before', async () => {
    const windows = previousWindows('last-week', window, 8).toReversed();
    const [first] = windows;
    if (first === undefined) throw new Error('no windows');
    const [early, late] = await reading((needs) =>
      Promise.all([needs.growth.loadEarly(first), needs.growth.loadLate(windows, 0)]),
    );
    const sent = (one: typeof first): string =>
      `f.sent_s >= ${seconds(one.from)} AND f.sent_s < ${seconds(one.to)}`;
    expect(countLags(early.receipts)).toBe(
      await numberOf(`SELECT COUNT(*) AS n FROM message_facts f WHERE f.delivered_s > 0 AND ${sent(first)}`),
    );
    expect(countLags(early.clicks)).toBe(
      await numberOf(
        `SELECT COUNT(*) AS n FROM message_facts f WHERE f.delivered_s > 0 AND f.first_human_s > 0 AND ${sent(first)}`,
      ),
    );
    const all = { ...first, to: window.from };
    expect(late.reduce((sum, { optOuts }) => sum + countLags(optOuts), 0)).toBe(
      await numberOf(
        `SELECT COUNT(*) AS n FROM response_facts r JOIN message_facts f ON f.message_id = r.message_id
         WHERE r.kind = 1 AND r.counted = 1 AND ${sent(all)}`,
      ),
    );
    expect(late.reduce((sum, { conversions }) => sum + countLags(conversions), 0)).toBe(
      await numberOf(
        `SELECT SUM(f.conversions) AS n FROM message_facts f JOIN campaign_spans p ON p.campaign_id = f.campaign_id
         WHERE p.first_s >= ${seconds(first.from)} AND p.last_s < ${seconds(window.from)}`,
      ),
    );
    expect(late.every(({ optOuts }) => countLags(optOuts) > 0)).toBe(true);
  });

  it('is a sample of the opt-outs where there are many', async () => {
    const windows = previousWindows('last-week', window, 8).toReversed();
    const [all, some] = await reading((needs) =>
      Promise.all([needs.growth.loadLate(windows, 0), needs.growth.loadLate(windows, 16_000)]),
    );
    const count = (late: typeof all): number =>
      late.reduce((sum, { optOuts }) => sum + countLags(optOuts), 0);
    expect(count(some)).toBeLessThan(count(all) / 2);
    expect(count(some)).toBeGreaterThan(0);
  });
});

describe('a report of a week that was unlike the one before', () => {
  /** People of the largest campaign of the week who clicked as well, two hours after it came. */
  async function clickMore(share: number): Promise<string> {
    const [largest] = await reading(async (needs) =>
      (await needs.loadByCampaign({ window })).toSorted(
        (a, b) => b.cohort.counts.linkedContacts - a.cohort.counts.linkedContacts,
      ),
    );
    if (largest === undefined) throw new Error('no campaign in the week');
    const silent: readonly { message_id: string; sent_s: number }[] = await history
      .db('message_facts as f')
      .join('messages as m', 'm.id', 'f.message_id')
      .join('campaigns as c', 'c.id', 'f.campaign_id')
      .where({ 'c.campaign_id': largest.id, 'f.status': 50, 'f.clicks': 0 })
      .orderBy('f.message_id')
      .limit(Math.round(share * largest.cohort.counts.linkedContacts))
      .select('m.message_id', 'f.sent_s');
    const rows = silent.map(({ message_id, sent_s }) => {
      const clicked = new Date((Number(sent_s) + 7_200) * 1000).toISOString();
      return `more-${message_id},${message_id},${clicked},mobile`;
    });
    const folder = mkdtempSync(join(tmpdir(), 'more-'));
    writeFileSync(
      join(folder, 'clicks.csv'),
      `click_id,message_id,clicked_at,user_agent_class\n${rows.join('\n')}\n`,
    );
    await importFiles({ db: history.db, secretKey: HISTORY_SECRET_KEY, paths: [folder] });
    rmSync(folder, { recursive: true });
    await refreshRollups(history.db, { now: HISTORY_ENDS_AT });
    return largest.name;
  }

  it('names the campaign that moved click-through, from the cubes of both weeks', async () => {
    const name = await clickMore(0.15);
    const model = await reading((needs) => composeReport(needs, ASKED));
    const moved = model.sections.find((one) => one.kind === 'note' && one.id === 'moved');
    expect(moved?.kind === 'note' ? moved.lines.map(say).join('\n') : '').toMatch(
      new RegExp(`^Click-through, change of .* points: ${name} brought `),
    );
  });

  it('counts deliveries by carrier as the facts have them', async () => {
    const before = { ...window, from: at('2026-11-09T00:00'), to: window.from };
    const carriers = await reading((needs) => needs.loadCarriers({ window }, before));
    const sum = (of: 'now' | 'before', what: 'n' | 'successes'): number =>
      carriers.reduce((all, part) => all + part[of][what], 0);
    const counted = (one: typeof window, condition: string): Promise<number> =>
      numberOf(
        `SELECT COUNT(*) AS n FROM message_facts f JOIN outcomes o ON o.id = f.outcome_id
         WHERE o.carrier <> '' AND ${condition} AND f.sent_s >= ${seconds(one.from)} AND f.sent_s < ${seconds(one.to)}`,
      );
    expect(carriers.length).toBeGreaterThan(1);
    expect(sum('now', 'n')).toBe(await counted(window, 'o.status BETWEEN 30 AND 50 AND o.status <> 45'));
    expect(sum('now', 'successes')).toBe(await counted(window, 'o.status = 50'));
    expect(sum('before', 'successes')).toBe(await counted(before, 'o.status = 50'));
  });
});
