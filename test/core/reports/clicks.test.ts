import { describe, expect, test } from 'vitest';
import { term } from '../../../src/core/reports/figure.ts';
import type {
  ClickSums,
  LinkClicks,
  PerformanceDetails,
} from '../../../src/core/reports/performance-details.ts';
import type { TableSection } from '../../../src/core/reports/report-model.ts';
import { buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { compose, oneCampaign, sectionOf } from '../../support/composed.ts';
import { NO_DETAILS } from '../../support/no-details.ts';
import { say } from '../../support/say.ts';

const WEEK = buildBlast({ attempted: 2_000 });

function clicks(over: Partial<ClickSums> = {}): ClickSums {
  return {
    campaignId: 'c-1',
    hits: 240,
    blind: 0,
    early: 10,
    earlyHuman: 2,
    byRule: [
      { verdict: 1, rule: 0, hits: 180 },
      { verdict: 2, rule: 3, hits: 20 },
      { verdict: 4, rule: 1, hits: 30 },
      { verdict: 3, rule: 1, hits: 10 },
    ],
    rules: { oldest: 1, newest: 1 },
    ...over,
  };
}

function report(details: Partial<PerformanceDetails>, cohort = WEEK) {
  const model = compose({ ...oneCampaign(cohort), details: { ...NO_DETAILS, ...details } });
  const findings = model.sections.flatMap((one) =>
    one.kind === 'note' && one.title === 'Data quality' ? one.lines.map(say) : [],
  );
  const tables = model.sections.filter((one): one is TableSection => one.kind === 'table');
  return { model, findings, tables };
}

describe('how many hits were left out', () => {
  test('is told rule by rule, with the version of the rules', () => {
    const { model } = report({ clicks: [clicks()] });
    const notes = sectionOf(model, 'definitions')?.notes.map(say) ?? [];
    expect(notes.find((note) => note.includes('left out'))).toMatch(
      / By rule: 40 for their agent, method or network and 20 for coming before delivery or within 2 s of it; click rules version 1\.$/,
    );
    expect(model.clickRules).toBe(1);
  });

  test('names both versions while facts wait to be judged again, and stores the newest', () => {
    const { model } = report({ clicks: [clicks({ rules: { oldest: 1, newest: 3 } })] });
    const notes = sectionOf(model, 'definitions')?.notes.map(say) ?? [];
    expect(notes.join(' ')).toContain('click rules versions 1 and 3.');
    expect(model.clickRules).toBe(3);
  });
});

describe('alarms of a campaign', () => {
  test('are silent in a usual week', () => {
    expect(report({ clicks: [clicks()] }).findings).toEqual([]);
  });

  test('more hits than deliveries', () => {
    expect(report({ clicks: [clicks({ hits: 1_901 })] }).findings).toEqual([
      'One: 1901 hits on links and only 1900 delivered messages: machines open these links.',
    ]);
    expect(report({ clicks: [clicks({ hits: 1_900 })] }).findings).toEqual([]);
  });

  test('more than 60 % of the contacts clicking', () => {
    const many = buildBlast({ attempted: 2_000, clicking: 0.61 });
    expect(report({ clicks: [clicks()] }, many).findings).toEqual([
      'One: 61.0 % of the contacts seem to have clicked (1159 of 1900); more than people do, so the click rules may miss machines.',
    ]);
    expect(report({ clicks: [clicks()] }, buildBlast({ attempted: 2_000, clicking: 0.6 })).findings).toEqual(
      [],
    );
  });

  test('more than half of the hits within ten seconds', () => {
    expect(report({ clicks: [clicks({ early: 121 })] }).findings).toEqual([
      'Most hits came within 10 s of delivery in One: 121 of 240. Scanners do that, people rarely; 2 of them count as human.',
    ]);
    expect(report({ clicks: [clicks({ early: 120 })] }).findings).toEqual([]);
  });

  test('are silent about a handful of hits, and while clicks are missing', () => {
    expect(report({ clicks: [clicks({ hits: 19, early: 19 })] }).findings).toEqual([]);
    const none = buildCohort({ ...WEEK, counts: { ...WEEK.counts, delivered: 5 } });
    const withheld = compose({
      ...oneCampaign(none),
      details: { ...NO_DETAILS, clicks: [clicks()] },
      newest: { messages: null, receipts: null, clicks: null, conversions: null, 'opt-outs': null },
    });
    expect(withheld.sections.some((one) => one.kind === 'note' && one.title === 'Data quality')).toBe(false);
  });
});

describe('click quality', () => {
  test('is low where the source tells neither agents nor addresses, and says so beside the figure', () => {
    const { findings, tables, model } = report({ clicks: [clicks({ blind: 200 })] });
    expect(findings).toEqual([
      'Click quality is low in One: the source tells neither agent nor address for 200 of 240 hits, so only time and delivery tell people from machines.',
    ]);
    const campaigns = tables.find(({ id }) => id === 'campaigns');
    const at = campaigns?.columns.findIndex(({ key }) => key === 'click-through') ?? -1;
    expect(say(campaigns?.rows[0]?.[at]?.note ?? [])).toBe('152 of 1900; click quality low');
    expect(campaigns?.rows[0]?.at(-1)?.figure).toEqual(term('low: neither agents nor addresses told'));
    const row = sectionOf(model, 'scorecard')?.rows.find(({ metric }) => metric === 'click-through');
    expect(say(row?.beside ?? [])).toContain('; click quality low');
  });

  test('is usual otherwise, and no word is lost on it in the mail', () => {
    const { tables } = report({ clicks: [clicks({ blind: 120 })] });
    const campaigns = tables.find(({ id }) => id === 'campaigns');
    expect(campaigns?.columns.at(-1)).toMatchObject({ key: 'click_quality', csvOnly: true });
    expect(campaigns?.rows[0]?.at(-1)?.figure).toEqual(term('usual'));
    expect(JSON.stringify(campaigns?.rows)).not.toContain('quality low');
  });
});

describe('links', () => {
  const link = (linkId: string, human: number, over: Partial<LinkClicks> = {}): LinkClicks => ({
    campaignId: 'c-1',
    linkId,
    url: null,
    hits: human + 5,
    human,
    suspected: 1,
    bot: 4,
    ...over,
  });
  const table = (links: readonly LinkClicks[]): TableSection | undefined =>
    report({ links }).tables.find(({ id }) => id === 'links');

  test('stand beside each other in a campaign that has several, human and raw', () => {
    const rows = table([link('shop', 90), link('map', 30), link('alone', 7, { campaignId: 'c-2' })])?.rows;
    expect(rows?.map((cells) => cells.map(({ figure }) => say([figure])))).toEqual([
      ['shop', 'One', '90', '75.0 %', '95', '1', '4', 'c-1', 'shop'],
      ['map', 'One', '30', '25.0 %', '35', '1', '4', 'c-1', 'map'],
    ]);
  });

  test('are left out where every campaign has one', () => {
    expect(table([link('shop', 90)])).toBeUndefined();
  });

  test('show host and path alone, and no phone number', () => {
    const urls = [
      'https://shop.example/sale/?u=17&phone=4791234567#top',
      'https://me:secret@shop.example/u/4791234567/',
      null,
    ];
    const rows = table(urls.map((url, at) => link(at === 2 ? '' : String(at), 9 - at, { url })))?.rows;
    expect(rows?.map((cells) => say([cells[0]?.figure ?? '']))).toEqual([
      'shop.example/sale',
      'shop.example/u/479*****67',
      'link not told',
    ]);
  });

  test('beyond those of a mail go to the CSV', () => {
    const many = table(Array.from({ length: 14 }, (_, at) => link(String(at), 50 - at)));
    expect([many?.rows.length, many?.omitted, many?.rest?.length]).toEqual([10, 4, 4]);
  });
});
