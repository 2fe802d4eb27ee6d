import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf } from '../../support/axe.ts';
import { CHROMIUM, type Chromium, startChromium, type Tab } from '../../support/chromium.ts';
import { PASSWORD, type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { plantReport } from '../../support/report-world.ts';
import { plantSmallTest } from '../../support/small-test.ts';

if (CHROMIUM === null)
  process.stderr.write(
    'NOT TESTED: the report pages in a browser, for there is no Chromium on this machine\n',
  );

/** Where pictures go to be looked at; not set = none are taken. */
const PICTURES = process.env['PICTURES'];
const VIEWS = [
  ['phone', { width: 375, height: 800, isPhone: true }],
  ['phone-dark', { width: 375, height: 800, isPhone: true, isDark: true }],
  ['desktop', { width: 1280, height: 900 }],
  ['desktop-dark', { width: 1280, height: 900, isDark: true }],
] as const;
const WEEK = 'report=performance&window=custom&from=2026-11-16&to=2026-11-23&tz=Europe/Oslo';
let bench: PagesBench;
let chromium: Chromium;
let tab: Tab;
let pages: readonly (readonly [string, string])[];

describe.skipIf(CHROMIUM === null)('the report pages in a real browser', () => {
  beforeAll(async () => {
    bench = await pagesBench();
    chromium = await startChromium();
    const { runId } = await plantReport(bench.db, 'sms-weekly');
    await plantSmallTest(bench.db);
    pages = [
      ['reports', '/reports'],
      ['report', `/reports/runs/${runId}`],
      ['report-nb', `/reports/runs/${runId}?locale=nb-NO`],
      ['deliveries', `/reports/runs/${runId}/deliveries`],
      ['definitions', '/definitions'],
      ['schedules', '/schedules'],
      ['schedule', '/schedules/sms-weekly'],
      ['preview', `/reports/preview?${WEEK}`],
      ['schedule-preview', '/schedules/sms-weekly/preview'],
      ['request', '/reports/new'],
      ['users', '/users'],
    ];
    tab = await chromium.tab();
    await tab.look({ width: 1280, height: 900 });
    await tab.open(`${bench.url}/sign-in`);
    await tab.read("document.querySelector('#name').focus()");
    await tab.type('ada');
    await tab.key('Tab');
    await tab.type(PASSWORD);
    await tab.leaving(() => tab.key('Enter'));
  });
  afterAll(async () => {
    await chromium?.close();
    await bench?.stop();
  });
  afterEach(() => {
    // a broken policy would stand here
    const told = tab.complaints.filter((line) => !line.includes('"level":"verbose"'));
    if (told.length > 0) throw new Error(`the browser complained: ${told.join('\n')}`);
  });

  it.each(VIEWS)(
    'fit a %s, have one heading of the page, and break no rule of the policy',
    async (name, view) => {
      await tab.look(view);
      for (const [page, path] of pages) {
        await tab.open(`${bench.url}${path}`);
        if (PICTURES !== undefined) {
          mkdirSync(PICTURES, { recursive: true });
          await tab.picture(join(PICTURES, `${page}.${name}.png`));
        }
        const wide: number = await tab.read('document.documentElement.scrollWidth - innerWidth');
        expect([page, wide <= 0]).toEqual([page, true]);
        expect([page, await tab.read(CUT_OFF)]).toEqual([page, []]);
        const headings: number = await tab.read(HEADINGS);
        expect([page, headings]).toEqual([page, 1]);
      }
    },
  );

  it('have no fault of accessibility, with a report in them and mails', async () => {
    for (const [page, path] of pages.filter(([name]) =>
      ['report', 'report-nb', 'deliveries', 'preview', 'schedule-preview'].includes(name),
    )) {
      await tab.open(`${bench.url}${path}`);
      expect([page, await complaintsOf(tab)]).toEqual([page, []]);
    }
  });

  it('show the whole report without scripts, with its own style and none of the page', async () => {
    await tab.look({ width: 375, height: 800, isPhone: true });
    await tab.setScripts(false);
    await tab.open(`${bench.url}${pages[1]?.[1]}`);
    const seen: { words: string; size: string; back: string; picture: number; wraps: string } =
      await tab.read(`(() => {
      const tree = document.querySelector('.report').shadowRoot;
      const period = tree.querySelector('.period');
      return {
        words: tree.querySelector('.body').innerText,
        size: getComputedStyle(period).fontSize,
        back: getComputedStyle(tree.querySelector('.card')).borderTopWidth,
        picture: tree.querySelector('img').naturalWidth,
        wraps: getComputedStyle(tree.querySelector('.cell')).overflowWrap,
      };
    })()`);
    await tab.setScripts(true);
    expect(seen.words).toContain('8,870 of 111,850 contacts');
    expect(seen.words).toContain('Times are in Europe/Oslo');
    expect(seen.size).toBe('18px');
    expect(seen.back).toBe('0px');
    // or numbers would break in two
    expect(seen.wraps).toBe('normal');
    expect(seen.picture).toBeGreaterThan(500);
  });

  it('are all reached by the keyboard: from the list to a report and its mails', async () => {
    await tab.look({ width: 1280, height: 900 });
    await tab.open(`${bench.url}/reports`);
    await tabTo(/^SMS weekly/);
    await tab.leaving(() => tab.key('Enter'));
    expect(await tab.read('location.pathname')).toMatch(/^\/reports\/runs\/\d+$/);
    await tabTo(/3 recipients/);
    await tab.leaving(() => tab.key('Enter'));
    expect(await tab.read('location.pathname')).toMatch(/deliveries$/);
    await tabTo(/Each try/);
    await tab.key('Enter');
    expect(await tab.read("document.querySelectorAll('details[open]').length")).toBe(1);
  });

  async function tabTo(words: RegExp): Promise<void> {
    for (let turn = 0; turn < 60; turn += 1) {
      await tab.key('Tab');
      const here: string = await tab.read("(document.activeElement.innerText ?? '').trim()");
      if (words.test(here)) return;
    }
    throw new Error(`the keyboard did not come to ${words}`);
  }
});

/** Choices that do not fit into their field, and the page one is on where the row of pages does not show it. */
const CUT_OFF = `(() => {
  const pen = document.createElement('canvas').getContext('2d');
  const choices = [...document.querySelectorAll('select')].filter((one) => {
    pen.font = getComputedStyle(one).font;
    return pen.measureText(one.selectedOptions[0]?.text ?? '').width > one.clientWidth - 40;
  });
  const here = [...document.querySelectorAll('.nav [aria-current]')].filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return left < 0 || right > innerWidth;
  });
  return [...choices.map((one) => one.name + ': ' + one.selectedOptions[0].text), ...here.map((one) => one.innerText)];
})()`;

/** also those inside a report */
const HEADINGS = `document.querySelectorAll('h1').length
  + [...document.querySelectorAll('.report')].reduce((n, one) => n + (one.shadowRoot?.querySelectorAll('h1').length ?? 0), 0)`;
