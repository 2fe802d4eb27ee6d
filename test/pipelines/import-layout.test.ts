import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SOURCE_KINDS } from '../../src/core/source-kind.ts';
import { columnMapJsonSchema, readColumnMap } from '../../src/files/column-map-file.ts';
import { kindOfFile, layOut } from '../../src/pipelines/import-layout.ts';
import { IMPORT_STEPS } from '../../src/pipelines/import-steps.ts';

const folder = mkdtempSync(join(tmpdir(), 'column-map-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NO_MAP = new Map();
const { columns, required } = IMPORT_STEPS.segments;

async function mapOf(yaml: string) {
  const path = join(folder, 'map.yaml');
  writeFileSync(path, yaml);
  return (await readColumnMap(path)).map;
}

describe('kindOfFile', () => {
  it.each([
    ['messages.csv', 'messages'],
    ['Messages-2026-11.CSV', 'messages'],
    ['opt-outs.csv', 'opt_outs'],
    ['opt_outs.2026.csv', 'opt_outs'],
  ])('knows %s by its name', (name, kind) => {
    expect(kindOfFile(name, [], NO_MAP)).toBe(kind);
  });

  it.each(SOURCE_KINDS)('knows a file of %s by its columns', (kind) => {
    expect(kindOfFile('export.csv', [...IMPORT_STEPS[kind].required, 'more'], NO_MAP)).toBe(kind);
  });

  it('refuses a file that could be anything', () => {
    expect(() => kindOfFile('export.csv', ['a', 'b'], NO_MAP)).toThrow(/export.csv: cannot tell/);
  });
});

describe('layOut', () => {
  it('puts cells in the order of the parser, whatever their order in the file', () => {
    expect(columns).toEqual(['segment_id', 'name']);
    const { arrange, warnings } = layOut(
      'segments.csv',
      'segments',
      ['name', 'colour', 'segment_id'],
      NO_MAP,
    );
    expect(arrange(['Everybody', 'red', 's1'])).toEqual(['s1', 'Everybody']);
    expect(warnings).toEqual(['segments.csv: columns that are not used: colour']);
  });

  it('names what is missing and what is needed', () => {
    expect(() => layOut('x.csv', 'segments', ['segment_id'], NO_MAP)).toThrow(
      `x.csv: has no column name; segments needs ${required.join(', ')}`,
    );
  });

  it('takes other names, constants and words from a column map', async () => {
    const map = await mapOf(
      'segments:\n  segment_id: Id\n  name: { from: Title, value: nameless, words: { A: Alpha } }\nmessages:\n  campaign_id: { value: 7 }\n',
    );
    const { arrange, warnings } = layOut('x.csv', 'segments', ['Title', 'Id'], map);
    expect(arrange(['A', 's1'])).toEqual(['s1', 'Alpha']);
    expect(arrange(['B', 's2'])).toEqual(['s2', 'B']);
    expect(arrange([' ', 's3'])).toEqual(['s3', 'nameless']);
    expect(warnings).toEqual([]);
    const messages = layOut('y.csv', 'messages', ['message_id', 'contact_id', 'sent_at', 'status'], map);
    expect(messages.arrange(['m', 'c', 't', 's'])).toContain('7');
  });

  it('shows no number in full of a file without a header, and nothing that steers a terminal', () => {
    const header = ['segment_id', 'name', '+4791234567', '\u001b[2J', ''];
    expect(layOut('x.csv', 'segments', header, NO_MAP).warnings).toEqual([
      'x.csv: columns that are not used: +47******67, ?[2J, (empty)',
    ]);
  });

  it('warns of a column in the map that the kind does not have', async () => {
    const map = await mapOf('segments:\n  title: Title\n');
    expect(layOut('x.csv', 'segments', ['segment_id', 'name'], map).warnings).toEqual([
      'column map: segments has no column title',
    ]);
  });
});

describe('readColumnMap', () => {
  it.each([
    ['segmentz:\n  a: b\n', /map.yaml: segmentz: is not a known key; allowed are segments, contacts, camp/],
    [
      'segments:\n  name: { form: Title }\n',
      /segments.name.form: is not a known key; allowed are from, value, words/,
    ],
    ['segments:\n  name: {}\n', /segments.name: needs `from` or `value`/],
    ['segments:\n  name: 5\n', /segments.name: must be the name of their column, or \{ from: /],
    ['segments: [a]\n', /segments: must be a map of our columns to theirs/],
    ['a word\n', /map.yaml: the file: must be a map of segments, contacts, campaigns/],
    ['a: b: c\n', /map.yaml: is not YAML: Nested mappings/],
    ['segments: { name: &a x, segment_id: *b }\n', /map.yaml: is not YAML: \*b names no anchor/],
  ])('refuses %j', async (yaml, message) => {
    await expect(mapOf(yaml)).rejects.toThrow(message);
  });

  it('refuses what is too long or nested too deeply', async () => {
    await expect(mapOf(`# ${'x'.repeat(70_000)}`)).rejects.toThrow(
      'map.yaml: is 70002 bytes, at most 65536 allowed',
    );
    await expect(mapOf('['.repeat(8_000))).rejects.toThrow('map.yaml: is not YAML');
  });

  it('takes an empty file as no map', async () => {
    expect((await mapOf('')).get('segments')?.size).toBe(0);
  });

  it('refuses what is not there', async () => {
    await expect(readColumnMap(join(folder, 'no.yaml'))).rejects.toThrow(
      /no.yaml: cannot be read \(ENOENT\)/,
    );
  });
});

describe('docs/column-map.schema.json', () => {
  it('is the schema by which the file is read', () => {
    const committed: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../docs/column-map.schema.json'), 'utf8'),
    );
    expect(committed).toEqual(JSON.parse(JSON.stringify(columnMapJsonSchema())));
  });
});

describe('docs/interchange.md', () => {
  it('lists the columns that there are', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/interchange.md'), 'utf8');
    for (const kind of SOURCE_KINDS) {
      const step = IMPORT_STEPS[kind];
      const optional = step.columns.filter((column) => !step.required.includes(column));
      const cell = optional.length === 0 ? '' : `${optional.join(', ')} `;
      expect(text).toContain(`| \`${kind}\` | ${step.required.join(', ')} | ${cell}|`);
    }
  });
});
