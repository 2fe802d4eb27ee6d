import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerReplies } from '../../src/cli/commands/replies.ts';
import { readConfig } from '../../src/config.ts';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { inbound, SENT_MS } from '../support/event-samples.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

let bench: ImportBench;
let app: App;

const EVENTS = [
  inbound('+4791234567', 'Stop please, call +47 913 00 000', { inboundId: '1' }),
  inbound('+4791234567', 'Ja', { inboundId: '2' }),
  inbound('+4791234567', 'Stop by the shop?', { inboundId: '3' }),
  inbound('+4791234567', 'Hello', { inboundId: '4' }),
];

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: IMPORT_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
  await take();
});

afterAll(async () => {
  await app.close();
  await bench.drop();
});

function take(): ReturnType<typeof takeEvents> {
  const receivedAt = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000);
  return takeEvents({
    db: bench.db,
    secretKey: IMPORT_SECRET,
    provider: 'link_mobility',
    events: EVENTS,
    receivedAt,
  });
}

function replies(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerReplies], ['replies', ...words]);
}

describe('texts that may ask to stop', () => {
  it('are listed without phone numbers until a person decides', async () => {
    const { stdout } = await replies('list');
    expect(stdout).toMatch(/link_mobility:1\s+c1\s+\S+\s+opt-out\s+Stop please, call \+47\*+/);
    expect(stdout).toMatch(/link_mobility:2\s.*opt-in\s+Ja/);
    expect(stdout).not.toContain('Hello');
  });

  it('become what the person says, from when they were written', async () => {
    await replies('decide', 'link_mobility:1', 'opt-out');
    await replies('decide', 'link_mobility:3', 'reply');
    expect(await bench.db('opt_outs').select('event_id', 'event', 'occurred_at')).toEqual([
      { event_id: 'link_mobility:1', event: 'opt_out', occurred_at: new Date(SENT_MS + 120_000) },
    ]);
    const left = JSON.parse((await replies('list', '--json')).stdout) as { id: string }[];
    expect(left.map(({ id }) => id)).toEqual(['link_mobility:2']);
    expect(await bench.db('audit_log').pluck('object')).toEqual(['link_mobility:1', 'link_mobility:3']);
  });

  it('are decided once, however often the provider tells them', async () => {
    expect(await take()).toMatchObject({ applied: 0, duplicate: 4 });
    const again = await replies('decide', 'link_mobility:1', 'reply');
    expect(again.failure).toMatchObject({ code: 'bad-state', exit: 3 });
    expect((await replies('decide', 'link_mobility:2', 'perhaps')).failure).toMatchObject({ exit: 2 });
  });
});
