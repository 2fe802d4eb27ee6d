import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf } from '../support/axe.ts';
import { CHROMIUM, type Chromium, startChromium, type Tab } from '../support/chromium.ts';

if (CHROMIUM === null)
  process.stderr.write(
    'NOT TESTED: the accessibility of the mails, for there is no Chromium on this machine\n',
  );

const REPORTS = globSync('test/golden/*.html').toSorted();
/** A mail stands inside the page of a mail program, which has the landmarks. */
const OF_A_PAGE = ['landmark-one-main', 'region'];
let chromium: Chromium;
let tab: Tab;

describe.skipIf(CHROMIUM === null)('a mail', () => {
  beforeAll(async () => {
    chromium = await startChromium();
    tab = await chromium.tab();
  });
  afterAll(() => chromium?.close());

  it('is there to look at', () => {
    expect(REPORTS.length).toBeGreaterThan(20);
  });

  it.each(REPORTS.map((file) => [basename(file), file] as const))(
    '%s has no fault of accessibility, light and dark, and never scrolls sideways',
    async (_, file) => {
      await tab.open(`file://${resolve(file)}`);
      expect(await complaintsOf(tab, OF_A_PAGE)).toEqual([]);
      for (const view of [{ width: 320 }, { width: 600 }, { width: 680, zoom: 2 }]) {
        await tab.look({ height: 900, ...view });
        const [inside = 0, seen = 0]: readonly number[] = await tab.read(
          '[document.documentElement.scrollWidth, innerWidth]',
        );
        expect([view, inside <= seen]).toEqual([view, true]);
      }
    },
  );

  it('with a fault is found out', async () => {
    const html = readFileSync(REPORTS[0] ?? '', 'utf8').replaceAll('color:#56616f', 'color:#d0d0d0');
    await tab.open(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`);
    expect((await complaintsOf(tab, OF_A_PAGE)).join('\n')).toContain('color-contrast');
  });
});
