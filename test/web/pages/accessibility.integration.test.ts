import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsubscribeToken } from '../../../src/mail/unsubscribe-token.ts';
import { ROUTES } from '../../../src/web/pages/routes.ts';
import { complaintsOf } from '../../support/axe.ts';
import { applied, instant } from '../../support/build-schedule.ts';
import { CHROMIUM, type Chromium, startChromium, type Tab } from '../../support/chromium.ts';
import { CLEANING_SECRET } from '../../support/cleaning-bench.ts';
import { PASSWORD, type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { plantReview } from '../../support/review-world.ts';

if (CHROMIUM === null)
  process.stderr.write(
    'NOT TESTED: the accessibility of the pages, for there is no Chromium on this machine\n',
  );

let bench: PagesBench;
let chromium: Chromium;
let tab: Tab;
let id = 0;

/** Pages one can look at without more than a number or a name; downloads and links of mails are no pages of the list. */
const PATHS = ROUTES.filter(
  ({ path, get }) =>
    get !== undefined && !path.endsWith('.csv') && !path.includes('*') && !path.includes(':token'),
).map(({ path }) => path);

describe.skipIf(CHROMIUM === null)('a page', () => {
  beforeAll(async () => {
    bench = await pagesBench();
    [id = 0] = await plantReview(bench, 30);
    await applied(bench.db, instant('2026-11-20T12:00Z'), 'weekly', { recipients: ['maren@example.com'] });
    chromium = await startChromium();
    tab = await chromium.tab();
    await tab.look({ width: 1280, height: 900 });
    await tab.open(`${bench.url}/sign-in`);
    await tab.read(
      `document.querySelector('#name').value = 'ada'; document.querySelector('#password').value = '${PASSWORD}'`,
    );
    await tab.leaving(() => tab.read(`document.querySelector('#password').form.submit()`));
  });
  afterAll(async () => {
    await chromium?.close();
    await bench?.stop();
  });

  it.each(PATHS)(
    '%s has no fault of accessibility, on a phone and a desktop, light and dark',
    async (path) => {
      const name = path.startsWith('/schedules') ? 'weekly' : 'vera';
      const number = path.startsWith('/recommendations') ? String(id) : '1';
      await tab.open(`${bench.url}${path.replace(':id', number).replace(/:(name|key)/, name)}`);
      expect(await complaintsOf(tab)).toEqual([]);
    },
  );

  it('to leave a report has none either', async () => {
    const token = unsubscribeToken(CLEANING_SECRET, 'weekly', 'maren@example.com');
    await tab.open(`${bench.url}/unsubscribe/${token}`);
    expect(await tab.read('document.body.innerText')).toContain('m…@example.com will get no more mails');
    expect(await complaintsOf(tab)).toEqual([]);
  });
});
