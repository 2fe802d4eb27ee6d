import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExperimentHistory } from '../../src/demo/experiment-history.ts';
import { writeHistory } from '../../src/demo/history.ts';
import { ASSIGNMENTS } from '../../src/providers/interchange/assignments.ts';
import { CAMPAIGNS } from '../../src/providers/interchange/campaigns.ts';
import { CLICKS } from '../../src/providers/interchange/clicks.ts';
import { CONTACTS } from '../../src/providers/interchange/contacts.ts';
import { CONVERSIONS } from '../../src/providers/interchange/conversions.ts';
import { INBOUND } from '../../src/providers/interchange/inbound.ts';
import {
  columnsOf,
  type InterchangeKind,
  rowParser,
} from '../../src/providers/interchange/interchange-kind.ts';
import { MESSAGES } from '../../src/providers/interchange/messages.ts';
import { OPT_OUTS } from '../../src/providers/interchange/opt-outs.ts';
import { SEGMENTS } from '../../src/providers/interchange/segments.ts';
import { VARIANTS } from '../../src/providers/interchange/variants.ts';
import { readCsv } from '../support/read-csv.ts';

const endsAt = Temporal.Instant.from('2026-11-23T09:00:00Z');

/** Reasons why the importer's own parser would refuse rows of a file. */
function refusals<Row>(folder: string, kind: InterchangeKind<Row>): readonly string[] {
  const parse = rowParser(kind, { provider: 'twilio', latestMs: endsAt.epochMilliseconds });
  const reasons = new Set<string>();
  const rows = readCsv(join(folder, `${kind.kind}.csv`));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const { refusal } = parse(columnsOf(kind).map((column) => row[column] ?? ''));
    if (refusal !== null) reasons.add(JSON.stringify(refusal));
  }
  return [...reasons];
}

describe('every row is one that the importer takes', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'columns-'));
  const [shop, year, experiment] = ['shop', 'year', 'experiment'].map((name) => join(folder, name));

  beforeAll(async () => {
    await writeHistory({ seed: 5, endsAt, folder: shop ?? '', scale: 0.05 });
    await writeHistory({ seed: 5, endsAt, folder: year ?? '', world: 'year', scale: 0.02 });
    writeExperimentHistory({ folder: experiment ?? '' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    SEGMENTS,
    CONTACTS,
    CAMPAIGNS,
    VARIANTS,
    MESSAGES,
    CLICKS,
    CONVERSIONS,
    OPT_OUTS,
    INBOUND,
  ] as const)('$kind of the shop and of the year', (kind) => {
    const anyKind: InterchangeKind<unknown> = kind;
    expect(refusals(shop ?? '', anyKind)).toEqual([]);
    expect(refusals(year ?? '', anyKind)).toEqual([]);
  });

  it.each([SEGMENTS, CONTACTS, CAMPAIGNS, VARIANTS, ASSIGNMENTS, MESSAGES, CONVERSIONS] as const)(
    '$kind of the campaign test',
    (kind) => {
      const anyKind: InterchangeKind<unknown> = kind;
      expect(refusals(experiment ?? '', anyKind)).toEqual([]);
    },
  );
});
