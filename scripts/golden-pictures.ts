import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReportModel } from '../src/core/reports/report-model.ts';
import { standalonePage } from '../src/render/page.ts';
import { renderReport } from '../src/render/render-report.ts';
import { loadTemplates } from '../src/render/templates.ts';
import { CHROMIUM, startChromium } from '../test/support/chromium.ts';
import { hashInPicture, hashOfHtml, KEY, PICTURED, WIDTH } from './golden-pictures/pictured.ts';
import { decodePng, encodePng } from './golden-pictures/png.ts';

/** Makes the pictures of test/golden anew whose html has changed, as a phone shows them. To be run after the html. */
async function main(): Promise<void> {
  const old = PICTURED.filter((beside) => hashInPicture(beside) !== hashOfHtml(beside));
  if (old.length === 0) return say('every golden picture is of its html');
  if (CHROMIUM === null)
    return say(`no Chromium on this machine: ${old.length} golden pictures stay as they were`);
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const chromium = await startChromium();
  try {
    const tab = await chromium.tab();
    await tab.look({ width: WIDTH, height: 844 });
    for (const beside of old) {
      const file = join(folder, 'page.html');
      writeFileSync(file, await pageOf(beside));
      await tab.open(pathToFileURL(file).href);
      await tab.picture(join(folder, 'page.png'));
      const png = encodePng(decodePng(readFileSync(join(folder, 'page.png'))), {
        key: KEY,
        text: hashOfHtml(beside),
      });
      writeFileSync(`${beside}.png`, png);
      say(`${beside}.png: ${Math.ceil(png.length / 1024)} kB`);
    }
  } finally {
    await chromium.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The golden html itself, with the pictures of its model inside. */
async function pageOf(beside: string): Promise<string> {
  const model: ReportModel = JSON.parse(readFileSync(`${beside}.json`, 'utf8'));
  const html = readFileSync(`${beside}.html`, 'utf8');
  const page = standalonePage({ ...(await renderReport(model, templates)), html });
  if (page.includes('src="cid:')) throw new Error(`${beside}.html shows a picture its model does not make`);
  return page;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const templates = loadTemplates();
await main();
