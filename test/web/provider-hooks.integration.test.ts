import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROVIDERS } from '../../src/providers/catalogue.ts';
import { settingsFault } from '../../src/providers/settings-fault.ts';
import { type Fixture, fixturesOf } from '../providers/provider-fixtures.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { callHook, HOOK_SECRETS, type WebBench, webBench } from '../support/web-bench.ts';

const TYPES = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  xml: 'application/xml',
  form: 'application/x-www-form-urlencoded',
  csv: 'text/csv',
} as const;

type Case = { readonly hook: string; readonly fixture: Fixture };

/** The vendor's samples of every provider, a hook each, because each has settings of its own. */
const CASES: readonly Case[] = PROVIDERS.flatMap((importer) =>
  fixturesOf(importer.id)
    .filter(({ payload }) => settingsFault(importer, payload.options) === null)
    .map((fixture, at) => ({ hook: `${importer.id}/sample-${at}`, fixture })),
);

let fresh: FreshDatabase;
let web: WebBench;

beforeAll(async () => {
  const hooks = Object.fromEntries(
    CASES.map(({ hook, fixture: { payload } }) => {
      const { timezone, errorDictionary, fields } = payload.options;
      const auth = { by: 'header', secrets: ['one'] };
      return [
        hook,
        { auth, fields, timezone: timezone ?? undefined, error_dictionary: errorDictionary ?? undefined },
      ];
    }),
  );
  fresh = await freshDatabase();
  web = await webBench(fresh, { hooks: JSON.stringify({ hooks }) });
});
afterAll(async () => {
  await web?.stop();
  await fresh?.drop();
});

describe.each(PROVIDERS.map(({ id }) => id))('the hook of %s', (id) => {
  it('takes the samples of the vendor, each event stored or told why not, twice alike', async () => {
    const cases = CASES.filter(({ hook }) => hook.startsWith(`${id}/`));
    expect(cases.length).toBeGreaterThan(0);
    for (const { hook, fixture } of cases) {
      const { format, body } = fixture.payload;
      const headers = { 'Content-Type': TYPES[format], 'X-Hook-Secret': HOOK_SECRETS.one };
      const first = await callHook(web.url, `/hooks/${hook}`, { body, headers });
      const again = await callHook(web.url, `/hooks/${hook}`, { body, headers });
      expect([fixture.name, again.status, again.text]).toEqual([fixture.name, first.status, first.text]);
      expect([200, 422]).toContain(first.status);
      if (first.json === null) continue;
      const { accepted, refused, ignored } = first.json as Record<string, number>;
      const said = [fixture.name, (accepted ?? 0) + (refused ?? 0), ignored];
      const expected = fixture.events.length + fixture.refused.length;
      expect(said).toEqual([fixture.name, expected, fixture.ignored]);
    }
  });
});
