import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../core/failure.ts';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];

/** null = no browser on this machine. */
export function findBrowser(): string | null {
  const candidates = FOLDERS.flatMap((folder) => BROWSERS.map((name) => join(folder, name)));
  return candidates.find((file) => existsSync(file)) ?? null;
}

/** A picture of an html page, 700 pixels wide. Fails with `bad-state` when there is no browser. */
export async function screenshot(html: string, height = 3_000): Promise<Uint8Array> {
  const browser = findBrowser();
  if (browser === null) {
    throw new Failure('bad-state', 'a .png needs a browser: install chromium, or write .html instead');
  }
  const folder = await mkdtemp(join(tmpdir(), 'sms-reports-'));
  try {
    const page = join(folder, 'page.html');
    const picture = join(folder, 'page.png');
    await writeFile(page, html);
    await promisify(execFile)(
      browser,
      [...FLAGS, `--user-data-dir=${folder}`, `--window-size=700,${height}`, `--screenshot=${picture}`, page],
      {
        timeout: 60_000,
      },
    );
    return await readFile(picture);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
