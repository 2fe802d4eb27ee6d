import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DemoResult, runDemo } from '../../src/demo/run-demo.ts';
import { readSchedulesFile } from '../../src/files/schedules-file.ts';
import { inspectPrivateServers } from '../../src/servers/inspect-servers.ts';
import { instanceFolder } from '../../src/servers/private-servers.ts';

const local = join(import.meta.dirname, '../../.local');
const instance = 'demo-test';
const lines: string[] = [];

describe('the demo, with few contacts', { timeout: 120_000 }, () => {
  // the demo's lock stands beside its folder
  const outer = mkdtempSync(join(tmpdir(), 'demo-'));
  const folder = join(outer, 'demo');
  let result: DemoResult;

  beforeAll(async () => {
    result = await runDemo({
      local,
      instance,
      folder,
      engine: inject('engine'),
      seed: '7',
      endsAt: Temporal.Now.instant().round({ smallestUnit: 'second', roundingMode: 'floor' }),
      scale: 0.05,
      keep: false,
      output: { line: (text) => lines.push(text), passing: () => undefined },
      readSchedules: readSchedulesFile,
      screenshot: null,
    });
  }, 120_000);
  afterAll(() => rmSync(outer, { recursive: true, force: true }));

  it('delivers a scheduled report and one that another program asked for', () => {
    expect(result.mails.map(({ mail }) => mail.to.join()).sort()).toEqual([
      'analyst@demo.example',
      'marketing@demo.example',
    ]);
    for (const { mail } of result.mails) {
      expect(mail.text).toContain('Click-through: ');
      expect(mail.text).toContain('Flash Sunday: ');
      expect(mail.subject).not.toContain('PARTIAL');
    }
  });

  it('leaves each mail as .eml, as a page that needs no network, as text and its table', () => {
    for (const { files } of result.mails) {
      expect(files.map((file) => file.replace(/^.*\./, '')).toSorted()).toEqual([
        'csv',
        'eml',
        'html',
        'txt',
      ]);
      for (const file of files) expect(readFileSync(file).length).toBeGreaterThan(500);
      const page = readFileSync(files.find((file) => file.endsWith('.html')) ?? '', 'utf8');
      expect(page).not.toContain('cid:');
      expect(page).toContain('data:image/png;base64,');
    }
  });

  it('says a line for each step, and that no row was refused', () => {
    const steps = lines.map((line) => line.trim().split(/\s{2,}/)[0]);
    expect(steps).toEqual([
      'servers',
      'schema',
      'history',
      'import',
      'roll-up',
      'tests',
      'list',
      'schedule',
      'ad hoc',
      'delivery',
      'views',
    ]);
    expect(lines.find((line) => line.includes('import'))).toContain(' 0 refused');
    expect(lines.find((line) => line.trim().startsWith('tests'))).toMatch(/ \d tests: \d .*split is off/);
    expect(lines.find((line) => line.trim().startsWith('list'))).toMatch(
      / \d+ recommendations: .*Number does not exist/,
    );
  });

  it('leaves nothing running and a log of the worker', () => {
    const seen = inspectPrivateServers(instanceFolder({ folder: local, instance, engine: inject('engine') }));
    expect(seen.database).toBeNull();
    expect(seen.redis).toBeNull();
    expect(existsSync(join(folder, 'worker.log'))).toBe(true);
    expect(readFileSync(join(folder, 'worker.log'), 'utf8')).not.toMatch(/"level":"error"/);
  });
});
