import { describe, expect, it } from 'vitest';
import { findProvider, PROVIDERS } from '../../src/providers/catalogue.ts';
import type { Payload } from '../../src/providers/importer.ts';
import { garbage, randomOf } from './garbage.ts';
import { parsedFaults } from './parsed-faults.ts';
import { type Fixture, fixturesOf, NO_OPTIONS } from './provider-fixtures.ts';

const SETTINGS = [
  NO_OPTIONS,
  { timezone: 'Europe/Oslo', errorDictionary: 'gsm_map', fields: {} },
  { timezone: 'Nowhere/City', errorDictionary: 'none', fields: { sender: '' } },
  { timezone: 'UTC', errorDictionary: null, fields: { sender: 'from', text: 'body.text' } },
];

/** The items of a JSON fixture as a list, or null when it has another shape. */
function itemsOf({ payload }: Fixture): readonly unknown[] | null {
  if (payload.format !== 'json') return null;
  const value: unknown = JSON.parse(payload.body);
  return Array.isArray(value) ? value : [value];
}

const withBody = (fixture: Fixture, body: string): Payload => ({ ...fixture.payload, body });

describe('the catalogue', () => {
  it('names each provider once, in words that an address can hold', () => {
    for (const { id, title, formats, kinds } of PROVIDERS) {
      expect(id).toMatch(/^[a-z][a-z0-9_]{1,31}$/);
      expect(findProvider(id)?.title).toBe(title);
      expect(formats.length * kinds.length).toBeGreaterThan(0);
    }
    expect(new Set(PROVIDERS.map(({ id }) => id)).size).toBe(PROVIDERS.length);
    expect(findProvider('nobody')).toBeNull();
  });
});

describe.each(PROVIDERS.map((provider) => ({ id: provider.id, provider })))('$id', ({ id, provider }) => {
  const fixtures = fixturesOf(id);

  it.each(fixtures.map((fixture) => ({ name: fixture.name, fixture })))('reads $name', ({ fixture }) => {
    const parsed = provider.parse(fixture.payload);
    expect(parsed.events).toEqual(fixture.events);
    expect(parsed.refused.map(({ index, field }) => ({ index, field }))).toEqual(fixture.refused);
    expect(parsed.ignored).toBe(fixture.ignored);
    expect(parsedFaults(parsed)).toEqual([]);
  });

  it('has a sample for each kind and format it names', () => {
    const kinds = new Set(fixtures.flatMap(({ events }) => events.map(({ kind }) => kind)));
    const formats = new Set(fixtures.map(({ payload }) => payload.format));
    expect([...kinds].sort()).toEqual([...provider.kinds].sort());
    for (const format of provider.formats) expect([...formats, 'ndjson']).toContain(format);
  });

  it('says the same of the same payload again, and twice of what is there twice', () => {
    for (const fixture of fixtures) {
      expect(provider.parse(fixture.payload)).toEqual(provider.parse(fixture.payload));
      const items = itemsOf(fixture);
      if (items === null) continue;
      const twice = provider.parse(withBody(fixture, JSON.stringify([...items, ...items])));
      const once = provider.parse(withBody(fixture, JSON.stringify(items)));
      expect(twice.events).toEqual([...once.events, ...once.events]);
    }
  });

  it('reads a line of NDJSON as it reads an object', () => {
    if (!provider.formats.includes('ndjson')) return;
    for (const fixture of fixtures) {
      const items = itemsOf(fixture);
      if (items === null) continue;
      const body = items.map((item) => `${JSON.stringify(item)}\r\n`).join('');
      const once = provider.parse(withBody(fixture, JSON.stringify(items)));
      const lines = provider.parse({ ...fixture.payload, format: 'ndjson', body });
      expect(lines.events).toEqual(once.events);
    }
  });

  it('takes the good events around bad ones, and says which are bad', () => {
    for (const fixture of fixtures) {
      const items = itemsOf(fixture);
      if (items === null || fixture.refused.length > 0 || fixture.ignored > 0) continue;
      const body = JSON.stringify([42, ...items, null, {}]);
      const parsed = provider.parse(withBody(fixture, body));
      const alone = provider.parse(withBody(fixture, JSON.stringify(items)));
      expect(parsed.events).toEqual(alone.events);
      expect(parsed.refused[0]?.index).toBe(1);
      expect(parsed.refused.length + parsed.ignored).toBeGreaterThanOrEqual(2);
    }
  });

  it('answers a field that is missing, null or of another shape, and never stops', () => {
    const faults: string[] = [];
    for (const fixture of fixtures) {
      for (const item of itemsOf(fixture) ?? []) {
        if (typeof item !== 'object' || item === null || Array.isArray(item)) continue;
        for (const key of Object.keys(item)) {
          for (const value of [undefined, null, '', [], {}, true, -1, 1e300, 'ÆØÅ 🙂'.repeat(500)]) {
            const body = JSON.stringify([{ ...item, [key]: value }]);
            faults.push(...parsedFaults(provider.parse(withBody(fixture, body))));
          }
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('answers garbage with a refusal, never with an error', () => {
    const random = randomOf(id);
    for (const options of SETTINGS) {
      for (const format of ['json', 'ndjson', 'xml', 'form', 'csv'] as const) {
        for (let round = 0; round < 40; round += 1) {
          const parsed = provider.parse({ format, body: garbage(random, format, fixtures), options });
          expect(parsedFaults(parsed)).toEqual([]);
        }
        const nothing = provider.parse({ format, body: ' \n', options });
        expect(nothing.events).toEqual([]);
        expect(nothing.refused).toHaveLength(1);
      }
    }
  });
});
