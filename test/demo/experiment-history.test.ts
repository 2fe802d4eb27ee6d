import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPERIMENT_ARMS, writeExperimentHistory } from '../../src/demo/experiment-history.ts';
import { readCsv } from '../support/read-csv.ts';

describe('the generated campaign test', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'experiment-'));
    writeExperimentHistory({ folder });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the published margins in every arm, to the cent', () => {
    const arms = new Map(
      readCsv(join(folder, 'assignments.csv')).map((row) => [row.contact_id, row.variant_id]),
    );
    const conversions = readCsv(join(folder, 'conversions.csv'));
    for (const arm of EXPERIMENT_ARMS) {
      const own = conversions.filter((row) => arms.get(row.contact_id) === arm.id);
      const bought = own.filter((row) => row.kind === 'purchase');
      const cents = bought.reduce((sum, row) => sum + Math.round(Number(row.value) * 100), 0);
      expect([...arms.values()].filter((id) => id === arm.id).length).toBe(arm.assigned);
      expect(own.filter((row) => row.kind === 'visit').length).toBe(arm.visits);
      expect(bought.length).toBe(arm.purchases);
      expect(cents).toBe(arm.revenueCents);
      const visitors = new Set(own.filter((row) => row.kind === 'visit').map((row) => row.contact_id));
      expect(bought.filter((row) => !visitors.has(row.contact_id))).toEqual([]);
    }
  });

  it('sends one message to every assigned contact but those held out', () => {
    const messages = readCsv(join(folder, 'messages.csv'));
    expect(messages.length).toBe(21_307 + 21_387);
    expect(messages.filter((row) => row.variant_id === 'holdout')).toEqual([]);
  });
});
