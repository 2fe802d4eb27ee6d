import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHROMIUM, type Chromium, startChromium, type Tab } from '../../support/chromium.ts';
import { contentsOf, PASSWORD, type PagesBench, pagesBench, type Who } from '../../support/pages-bench.ts';
import { plantReview } from '../../support/review-world.ts';

if (CHROMIUM === null)
  process.stderr.write(
    'NOT TESTED: the review pages in a browser, for there is no Chromium on this machine\n',
  );

const SHIFT = 8;
let bench: PagesBench;
let chromium: Chromium;
let tab: Tab;
let ids: readonly number[];
let run: number;

describe.skipIf(CHROMIUM === null)('in a real browser', () => {
  beforeAll(async () => {
    bench = await pagesBench();
    chromium = await startChromium();
  });
  afterAll(async () => {
    await chromium?.close();
    await bench?.stop();
  });
  beforeEach(async () => {
    await bench.empty();
    ids = await plantReview(bench, 500);
    [run = 0] = await bench.db('cleaning_runs').pluck('id');
    tab = await chromium.tab();
    await tab.look({ width: 1280, height: 900 });
    await tab.send('Network.clearBrowserCookies');
  });
  afterEach(() => {
    // a broken policy, a missing file or an error of a script would stand here
    const told = tab.complaints.filter((line) => !line.includes('"level":"verbose"'));
    if (told.length > 0) throw new Error(`the browser complained: ${told.join('\n')}`);
  });

  async function signIn(who: Who): Promise<void> {
    await tab.open(`${bench.url}/sign-in`);
    await focus('#name');
    await tab.type(who);
    await tab.key('Tab');
    await tab.type(PASSWORD);
    await tab.leaving(() => tab.key('Enter'));
  }

  const focus = (selector: string): Promise<void> =>
    tab.read(`document.querySelector('${selector}').focus()`);
  const title = (): Promise<string> => tab.read('document.title');
  const text = (): Promise<string> => tab.read('document.body.innerText');
  /** what the keyboard is on: words of it, and whether it can be seen to be */
  const focused = (): Promise<{ words: string; isVisible: boolean; outline: string }> =>
    tab.read(`(() => {
      const one = document.activeElement;
      const box = one.getBoundingClientRect();
      const name = one.labels?.[0]?.innerText ?? one.innerText ?? '';
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return {
        words: name.trim(),
        isVisible: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && (one.contains(at) || at?.contains(one) === true),
        outline: getComputedStyle(one).outlineStyle,
      };
    })()`);

  async function tabTo(words: RegExp, most = 60, modifiers = 0): Promise<void> {
    for (let turn = 0; turn < most; turn += 1) {
      await tab.key('Tab', modifiers);
      if (words.test((await focused()).words)) return;
    }
    throw new Error(`the keyboard did not come to ${words}; it is on ${(await focused()).words}`);
  }

  async function stateCounts(): Promise<Readonly<Record<string, number>>> {
    const rows: readonly { state: string }[] = await bench.db('recommendations').select('state');
    return Object.fromEntries(
      [...Map.groupBy(rows, ({ state }) => state)].map(([state, all]) => [state, all.length]),
    );
  }

  it('500 are reviewed by keyboard alone: each reason by its filter, the rest by ticking', async () => {
    await signIn('ron');
    expect(await text()).toContain('1 to 25 of 500 recommendations');
    await tab.key('Tab');
    expect(await focused()).toMatchObject({
      words: 'Skip to the content',
      isVisible: true,
      outline: 'solid',
    });
    await tabTo(/^No reaction any more$/);
    await tab.leaving(() => tab.key('Enter'));
    await tabTo(/^Decide on all 100/, 80);
    await tab.leaving(() => tab.key('Enter'));
    await tabTo(/^Approve/);
    await tab.key('ArrowDown');
    await tabTo(/^Why/);
    await tab.type('customers, all of them');
    await tabTo(/^Decide on 100/);
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('100 recommendations rejected.');

    await tab.open(`${bench.url}/recommendations?size=500`);
    expect(await text()).toContain('1 to 400 of 400 recommendations');
    await tabTo(/^Select all/, 60);
    await tab.key('Space');
    expect(await tab.read('document.querySelector("[data-selected]").textContent')).toBe('(400 selected)');
    await tab.key('Tab');
    await tab.key('Space');
    expect(await tab.read('document.querySelector("[data-selected]").textContent')).toBe('(399 selected)');
    await focus('#reason');
    await tab.type('seen');
    await tabTo(/^Approve$/);
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('Decide on 399 recommendations at once');
    await tabTo(/^Type 399/);
    await tab.type('399');
    await tabTo(/^Decide on 399/);
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('399 recommendations approved.');
    expect(await stateCounts()).toEqual({ approved: 399, proposed: 1, rejected: 100 });
  }, 120_000);

  it('whatever the keyboard is on can be seen, also behind what sticks to the bottom', async () => {
    await signIn('ron');
    const seen = new Set<string>();
    for (let turn = 0; turn < 75; turn += 1) {
      await tab.key('Tab');
      const { words, isVisible, outline } = await focused();
      expect([turn, words, isVisible, outline]).toEqual([turn, words, true, 'solid']);
      seen.add(words);
    }
    expect(seen.size).toBeGreaterThan(40);
    for (let turn = 0; turn < 20; turn += 1) {
      await tab.key('Tab', SHIFT);
      expect((await focused()).isVisible).toBe(true);
    }
  }, 120_000);

  it('Enter on a box without scripts says what to press, and decides nothing', async () => {
    await tab.setScripts(false);
    await signIn('ron');
    const before = await contentsOf(bench);
    await focus('input[name=pick]');
    await tab.key('Space');
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('then press Approve, Reject or Snooze');
    expect(await contentsOf(bench)).toBe(before);
  });

  it.each([
    ['a box of the list', '/recommendations', 'input[name=pick]'],
    ['the reason', '/recommendations', '#reason'],
    ['the days', '/recommendations', '#days'],
    ["the reason on a number's page", '', '#reason'],
  ])('Enter on %s decides nothing', async (_what, path, selector) => {
    await signIn('ron');
    const before = await contentsOf(bench);
    await tab.open(`${bench.url}${path || `/recommendations/${ids[0]}`}`);
    await tab.read(`document.querySelector('input[name=pick]')?.click()`);
    await focus(selector);
    await tab.key('Enter');
    // whatever that sent would be done before the next page is answered
    await tab.open(`${bench.url}/recommendations`);
    expect(await contentsOf(bench)).toBe(before);
  });

  it('without scripts everything works, only "select all" is not there', async () => {
    await tab.setScripts(false);
    await signIn('ron');
    expect(await tab.read('document.querySelector("[data-all]").offsetParent === null')).toBe(true);
    for (let at = 0; at < 3; at += 1) {
      await tab.read(`document.querySelectorAll('input[name=pick]')[${at}].focus()`);
      await tab.key('Space');
    }
    await focus('button[value=snooze]');
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('3 recommendations snoozed.');
    await focus('tbody a[href*="/recommendations/"]');
    await tab.leaving(() => tab.key('Enter'));
    await focus('button[formaction$="/approve"]');
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('1 recommendation approved.');
    await tab.open(`${bench.url}/recommendations/confirm?reason=inactive`);
    await focus('input[value=reject]');
    await tab.key('Space');
    await focus('main form button');
    await tab.leaving(() => tab.key('Enter'));
    expect(await stateCounts()).toMatchObject({ approved: 1, snoozed: 3 });
    expect((await stateCounts())['rejected']).toBeGreaterThan(95);
  });

  it('an admin applies and undoes', async () => {
    await bench
      .db('recommendations')
      .whereIn('id', ids.slice(0, 10))
      .update({
        state: 'approved',
        decided_by: 'web:ron',
        decided_at: new Date('2026-11-24T09:00:00Z'),
      });
    await signIn('ada');
    await tab.open(`${bench.url}/apply`);
    await focus('#typed');
    await tab.type('10');
    await tab.key('Enter');
    expect(await stateCounts()).toMatchObject({ approved: 10 });
    await focus('button.danger');
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('10 recommendations applied.');
    await focus('#typed');
    await tab.type('10');
    await focus('button.danger');
    await tab.leaving(() => tab.key('Enter'));
    expect(await text()).toContain('10 recommendations taken back');
    expect(await stateCounts()).toMatchObject({ undone: 10 });
  });

  it('"back" and "reload" after a decision decide nothing twice', async () => {
    await signIn('ron');
    await tab.open(`${bench.url}/recommendations/${ids[0]}`);
    await focus('button[formaction$="/reject"]');
    await tab.leaving(() => tab.key('Enter'));
    const after = await contentsOf(bench);
    await tab.leaving(() => tab.send('Page.reload'));
    expect(await text()).not.toContain('1 recommendation rejected.');
    await tab.leaving(() => tab.read('history.back()'));
    expect(await contentsOf(bench)).toBe(after);
  });

  const PAGES = [
    '/recommendations',
    '/recommendations/confirm',
    '/apply',
    '/batches',
    '/runs',
    '/audit',
    '/users',
  ];

  it.each([
    ['a small phone', { width: 320, height: 640, isPhone: true }],
    ['a phone', { width: 375, height: 812, isPhone: true }],
    ['a large phone on its side', { width: 680, height: 375, isPhone: true }],
    ['a window at 200 %', { width: 1280, height: 900, zoom: 2 }],
    ['a window at 400 %', { width: 1280, height: 900, zoom: 4 }],
  ])(
    'nothing is wider than %s',
    async (_what, view) => {
      await signIn('ada');
      await tab.look(view);
      for (const path of [...PAGES, `/recommendations/${ids[4]}`, `/runs/${run}`]) {
        await tab.open(`${bench.url}${path}`);
        const [wide, room] = await tab.read<[number, number]>(
          '[document.documentElement.scrollWidth, innerWidth]',
        );
        expect([path, wide > room]).toEqual([path, false]);
        expect([path, await tab.read(GLUED)]).toEqual([path, []]);
        const small = await tab.read<
          string[]
        >(`[...document.querySelectorAll('main button, main input:not([type=hidden]), main select')]
        .map((one) => one.closest('label') ?? one)
        .filter((one) => one.getClientRects().length > 0 && Math.min(one.offsetHeight, one.offsetWidth) < 24)
        .map((one) => one.outerHTML.slice(0, 120))`);
        expect([path, small]).toEqual([path, []]);
      }
    },
    120_000,
  );

  it.each([false, true])(
    'every text has a contrast of 4.5 to 1 (dark: %s), every control 3 to 1',
    async (isDark) => {
      await signIn('ada');
      await tab.look({ width: 1280, height: 900, isDark });
      await bench.db('cleaning_runs').update({ state: 'held', held_because: 'too many' });
      for (const path of [...PAGES, `/recommendations/${ids[4]}`, '/runs']) {
        await tab.open(`${bench.url}${path}`);
        expect([path, await tab.read(CONTRAST)]).toEqual([path, []]);
      }
    },
    120_000,
  );

  it('every field has a label, every page one heading, a title, a language and landmarks', async () => {
    await signIn('ada');
    for (const path of [...PAGES, `/recommendations/${ids[4]}`, '/runs']) {
      await tab.open(`${bench.url}${path}`);
      const found = await tab.read(`({
        unlabelled: [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((one) => one.labels.length === 0 || one.labels[0].textContent.trim() === '').map((one) => one.name),
        headings: document.querySelectorAll('h1').length,
        jumps: [...document.querySelectorAll('h1, h2, h3')].map((one) => Number(one.tagName[1])).some((level, at, all) => at > 0 && level > all[at - 1] + 1),
        lang: document.documentElement.lang,
        bare: [...document.querySelectorAll('.card')].filter((one) => parseFloat(getComputedStyle(one).paddingLeft) < 8).map((one) => one.className),
        landmarks: ['header', 'nav', 'main', 'footer'].filter((name) => document.querySelector(name) === null),
        twice: [...document.querySelectorAll('[id]')].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at),
        dangling: [...document.querySelectorAll('[aria-describedby], [aria-labelledby]')].flatMap((one) => [one.getAttribute('aria-describedby'), one.getAttribute('aria-labelledby')]).filter((id) => id !== null && document.getElementById(id) === null),
      })`);
      expect([path, found]).toEqual([
        path,
        {
          unlabelled: [],
          headings: 1,
          jumps: false,
          lang: 'en',
          bare: [],
          landmarks: [],
          twice: [],
          dangling: [],
        },
      ]);
      expect(await title()).toMatch(/ · SMS reports$/);
    }
  });
});

/** Words in one line that nothing keeps apart: "2 Mar 20268 months ago". */
const GLUED = `[...document.querySelectorAll('time + .about')]
  .filter((one) => getComputedStyle(one).display === 'inline' && getComputedStyle(one, '::before').content === 'none')
  .map((one) => one.parentElement.textContent)`;

/** Words whose colour is too near to what lies behind them, by WCAG 2; icons and hidden words are left out. */
const CONTRAST = `(() => {
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const behind = (one) => {
    for (let up = one; up !== null; up = up.parentElement) {
      const back = parts(getComputedStyle(up).backgroundColor);
      if (back.length === 3 || back[3] > 0.99) return back;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const bad = [];
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() === '' || one.closest('.visually-hidden') || one.getClientRects().length === 0) continue;
    const seen = ratio(light(parts(getComputedStyle(one).color)), light(behind(one)));
    if (seen < 4.5) bad.push(one.textContent.trim().slice(0, 40) + ' ' + seen.toFixed(2));
  }
  for (const one of document.querySelectorAll('input:not([type=hidden]), select, textarea, button')) {
    if (one.getClientRects().length === 0 || one.matches('.link')) continue;
    const style = getComputedStyle(one);
    const edge = ratio(light(parts(style.borderTopColor)), light(behind(one.parentElement)));
    const fill = ratio(light(parts(style.backgroundColor)), light(behind(one.parentElement)));
    if (!one.matches('[type=checkbox], [type=radio]') && Math.max(edge, fill) < 3) bad.push(one.outerHTML.slice(0, 60) + ' ' + edge.toFixed(2));
  }
  return bad;
})()`;
