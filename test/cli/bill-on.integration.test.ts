import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerReport } from '../../src/cli/commands/report.ts';
import { readConfig } from '../../src/config.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { runCommand } from '../support/run-command.ts';
import { unwrapText } from '../support/unwrap-text.ts';

const MESSAGES =
  'message_id,contact_id,campaign_id,variant_id,sent_at,status,provider,parts,cost,currency\n' +
  'm1,c1,p1,a,2026-11-20T10:00:00Z,delivered,infobip,2,4.00,EUR\n' +
  'm2,c3,p1,a,2026-11-20T10:00:00Z,rejected,infobip,2,4.00,EUR\n';
const WORDS = ['report', 'performance', '--from', '2026-11-20', '--to', '2026-11-21'];

let bench: ImportBench;
const apps: App[] = [];

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  const text = `${'x'.repeat(40)}’${'y'.repeat(40)}`;
  await bench.give('variants', `variant_id,campaign_id,label,text\na,p1,A,${text}\n`, { name: 'texts.csv' });
  await bench.give('messages', MESSAGES);
});

afterAll(async () => {
  for (const app of apps) await app.close();
  await bench.drop();
});

async function report(settings: Readonly<Record<string, string>>): Promise<string> {
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: IMPORT_SECRET };
  const app = await openApp({ config: readConfig({ ...environment, ...settings }), schema: 'must-match' });
  apps.push(app);
  const { stdout } = await runCommand(app, [registerReport], WORDS);
  return unwrapText(stdout).replaceAll('\u00a0', ' ');
}

it('the report costs what was recorded, and less where it is set that a provider bills less', async () => {
  const plain = await report({});
  expect(plain).toContain('Cost: €8.00 (for 2 messages)');
  expect(plain).toContain("makes it UCS-2: 2 parts × 2 messages = €8.00; writing ' keeps it in 1 part");
  expect(plain).not.toContain('as set for');
  const set = await report({ BILL_ON: 'infobip=accept' });
  expect(set).toContain('Cost: €4.00 (for 2 messages)');
  expect(set).toContain(
    'Cost: as set for infobip, it bills the messages it accepted, not those rejected, failed at the provider or canceled; €4.00 recorded for 1 other message is left out.',
  );
});

it('a setting that cannot be read is refused before anything starts', () => {
  expect(() => readConfig({ BILL_ON: 'infobip=never', PACKING: 'smpp=klingon' }, '/none.yaml')).toThrow(
    /BILL_ON: infobip=never must be provider=word.*\nPACKING: smpp=klingon must be/,
  );
});
