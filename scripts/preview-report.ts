import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readConfig } from '../src/config.ts';
import type { ReportModel } from '../src/core/reports/report-model.ts';
import { csvOfReport } from '../src/render/csv.ts';
import { standalonePage } from '../src/render/page.ts';
import { renderReport } from '../src/render/render-report.ts';
import { openTemplates } from '../src/render/templates.ts';
import { sampleModel } from '../test/render/sample-model.ts';

/** Renders the models of test/golden (or the files named) to .local/preview; pictures when a Chromium is there. */
const OUT = resolve('.local/preview');
mkdirSync(OUT, { recursive: true });
const templates = openTemplates(readConfig());
const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

for (const [name, model] of models()) {
  const report = await renderReport(model, templates);
  const page = standalonePage(report);
  write(`${name}.html`, page);
  write(`${name}.txt`, report.text);
  write(`${name}.csv`, csvOfReport(model));
  console.log(`${name}: ${report.subject}\n  html ${report.html.length} characters`);
  if (browser === undefined) continue;
  shoot(name, page, 'phone', 390, 4200);
  shoot(name, page, 'small', 320, 4600);
  shoot(name, page, 'wide', 680, 3200);
  shoot(name, asDark(page), 'phone-dark', 390, 4200);
  shoot(name, asDark(page), 'wide-dark', 680, 3200);
  shoot(name, page.replace(/src="data:[^"]*"/g, 'src="missing.png"'), 'no-pictures', 390, 4200);
  shoot(name, page.replace(/<style>[\s\S]*?<\/style>/g, ''), 'no-media-queries', 390, 4200);
}
console.log(`written to ${OUT}${browser === undefined ? ' (no Chromium found: no pictures)' : ''}`);

function models(): readonly (readonly [string, ReportModel])[] {
  const named = process.argv.slice(2);
  const files = named.length > 0 ? named : globSync('test/golden/*.json');
  if (files.length === 0) return [['sample', sampleModel()]];
  return files.map((file) => [basename(file, '.json'), JSON.parse(readFileSync(file, 'utf8'))]);
}

function write(file: string, content: string): void {
  writeFileSync(join(OUT, file), content);
}

/** What a reader with a dark screen gets: the media query made true. */
function asDark(page: string): string {
  return page.replace('(prefers-color-scheme:dark)', 'all').replace('(prefers-color-scheme: dark)', 'all');
}

function shoot(name: string, page: string, label: string, width: number, height: number): void {
  const file = join(OUT, `.${name}.${label}.html`);
  writeFileSync(file, page);
  // a window narrower than 500 px is not obeyed: the page is put into a frame of the wanted width
  const frame = join(OUT, `.${name}.${label}.frame.html`);
  writeFileSync(
    frame,
    `<body style="margin:0"><iframe src="${file}" style="border:0;width:${width}px;height:${height}px"></iframe>`,
  );
  spawnSync(browser ?? '', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--allow-file-access-from-files',
    `--window-size=${Math.max(width, 500)},${height}`,
    `--screenshot=${join(OUT, `${name}.${label}.png`)}`,
    `file://${frame}`,
  ]);
}
