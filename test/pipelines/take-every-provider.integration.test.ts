import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import { takeEventFiles } from '../../src/pipelines/take-event-files.ts';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { PROVIDERS } from '../../src/providers/catalogue.ts';
import type { ImporterOptions, Payload } from '../../src/providers/importer.ts';
import { settingsFault } from '../../src/providers/settings-fault.ts';
import { fixturesOf } from '../providers/provider-fixtures.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

const FIXTURES = join(import.meta.dirname, '../providers/fixtures');
const receivedAt = Temporal.Instant.from('2026-11-25T12:00:00Z');

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
});

afterAll(() => bench.drop());

/** A message for each id that the events name, under the provider's id or ours. */
async function addMessages(provider: string, events: readonly ProviderEvent[]): Promise<void> {
  const own = new Set(events.flatMap(({ clientReference }) => clientReference ?? []));
  const theirs = new Set(
    events.flatMap(({ clientReference, providerMessageId }) =>
      clientReference === null && providerMessageId !== null ? [providerMessageId] : [],
    ),
  );
  const rows = [
    ...Array.from(own, (id) => `${id},`),
    ...Array.from(theirs, (id, n) => `of-${provider}-${n},${id}`),
  ].map((ids) => {
    const [message, theirId] = ids.split(',');
    return `"${message}","${theirId}",c1,p1,2026-11-10T10:00:00Z,queued,${provider}\n`;
  });
  if (rows.length === 0) return;
  await bench.give(
    'messages',
    `message_id,provider_message_id,contact_id,campaign_id,sent_at,status,provider\n${rows.join('')}`,
  );
}

function phonesOf(events: readonly ProviderEvent[]): readonly string[] {
  return events
    .map((event) => (event.kind === 'inbound' ? event.sender : (event.recipient ?? '')).replace(/\D/g, ''))
    .filter((digits) => digits.length >= 8);
}

describe.each(PROVIDERS.map(({ id }) => id))('what %s tells', (provider) => {
  it('is stored as its vendor documents it, every event accounted for, and no phone in clear', async () => {
    await bench.reset();
    for (const table of ['parked_events', 'message_provider_ids', 'part_receipts'])
      await bench.db(table).delete();
    const importer = PROVIDERS.find(({ id }) => id === provider);
    const events = fixturesOf(provider).flatMap(({ payload }) => importer?.parse(payload).events ?? []);
    expect(events.length).toBeGreaterThan(0);
    const take = (): ReturnType<typeof takeEvents> =>
      takeEvents({ db: bench.db, secretKey: IMPORT_SECRET, provider, events, receivedAt });

    const before = await take();
    expect(before.applied + before.duplicate + before.parked + before.refused).toBe(events.length);
    const parked = JSON.stringify(await bench.db('parked_events').select('*'));
    expect(phonesOf(events).filter((digits) => parked.includes(digits))).toEqual([]);

    await addMessages(provider, events);
    const after = await take();
    expect(after.applied + after.duplicate + after.parked + after.refused).toBe(events.length);
    expect(after.applied).toBeGreaterThan(0);
    expect(await take()).toMatchObject({ applied: 0, parked: 0, refused: after.refused });
  });

  const importer = PROVIDERS.find(({ id }) => id === provider);
  const isMisplaced = ({ payload }: { readonly payload: Payload }): boolean =>
    importer !== undefined && settingsFault(importer, payload.options) !== null;
  const readFile = (name: string, options: ImporterOptions): ReturnType<typeof takeEventFiles> =>
    takeEventFiles({
      db: bench.db,
      secretKey: IMPORT_SECRET,
      provider,
      paths: [join(FIXTURES, provider, name)],
      options,
      dryRun: true,
    });

  it('is read from files as from requests, whatever shape they have', async () => {
    for (const { name, payload } of fixturesOf(provider).filter((fixture) => !isMisplaced(fixture))) {
      const { events = [], refused = [], ignored = 0 } = importer?.parse(payload) ?? {};
      const [file] = await readFile(name, payload.options);
      const read = events.length + refused.length + ignored;
      expect({ name, read: file?.read, ignored: file?.ignored }).toEqual({ name, read, ignored });
    }
  });

  it('is refused before it is read where a setting cannot be followed', async () => {
    const refusals = fixturesOf(provider)
      .filter(isMisplaced)
      .map(({ name, payload }) => readFile(name, payload.options).catch((error: unknown) => error));
    const refused = await Promise.all(refusals);
    expect(refused).toEqual(refused.map(() => expect.objectContaining({ code: 'bad-input' })));
  });
});
