import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODE_PROVIDERS, codeMeaning, codesOf, sourcesOf } from '../../src/providers/codes.ts';

/** Read apart from codes.ts: what the files say, cell by cell. */
function cellsOf(provider: string) {
  const file = join(import.meta.dirname, `../../src/providers/codes/${provider}.json`);
  const { fields, sources } = JSON.parse(readFileSync(file, 'utf8')) as {
    sources: string[];
    fields: {
      field: string;
      codes: Record<string, [string, string, string, 0 | 1, 0 | 1, string, number]>;
    }[];
  };
  return fields.flatMap(({ field, codes }) =>
    Object.entries(codes).map(([code, cells]) => ({ field, code, cells, source: sources[cells[6] - 1] })),
  );
}

describe('the code tables', () => {
  it.each(CODE_PROVIDERS)('of %s say of each code in its field what the file says', (provider) => {
    for (const { field, code, cells, source } of cellsOf(provider)) {
      const [status, failureClass, evidence, permanent, confirmed, meaning] = cells;
      expect(codeMeaning(provider, code, field), `${provider} ${field} ${code}`).toEqual({
        status,
        failureClass,
        evidence,
        isPermanent: permanent === 1,
        isConfirmed: confirmed === 1,
        meaning,
      });
      expect(codesOf(provider).find((row) => row.field === field && row.code === code)?.source).toBe(source);
      expect(source).toMatch(/\w/);
    }
    expect(
      codesOf(provider)
        .map(({ field, code }) => `${field} ${code}`)
        .sort(),
    ).toEqual(
      cellsOf(provider)
        .map(({ field, code }) => `${field} ${code}`)
        .sort(),
    );
    expect(sourcesOf(provider).length).toBeGreaterThan(0);
  });

  it('hold 614 codes in 30 fields', () => {
    const rows = CODE_PROVIDERS.flatMap((provider) =>
      codesOf(provider).map((row) => ({ provider, field: row.field, code: row.code })),
    );
    expect(rows).toHaveLength(614);
    expect(new Set(rows.map(({ provider, field }) => `${provider} ${field}`)).size).toBe(30);
    expect(new Set(rows.map(({ provider, field, code }) => `${provider} ${field} ${code}`)).size).toBe(614);
  });

  it('never call a message failed whose outcome is unknown', () => {
    for (const code of ['4', '5', '1010']) expect(codeMeaning('link_mobility', code)?.status).toBe('unknown');
    expect(codeMeaning('infobip', '2', 'status.id')?.status).toBe('sent');
    const statuses = CODE_PROVIDERS.flatMap(codesOf)
      .filter(({ failureClass }) => failureClass === 'no_dlr')
      .map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['unknown']));
  });

  it('give no proof against a number for what is the fault of others', () => {
    const ofOthers = ['carrier_filtered', 'content', 'sender', 'throttled', 'routing', 'network_error'];
    ofOthers.push('provider_error', 'config', 'insufficient_credit', 'no_dlr', 'none');
    const proofs = CODE_PROVIDERS.flatMap(codesOf)
      .filter(({ failureClass }) => ofOthers.includes(failureClass))
      .map(({ evidence }) => evidence);
    expect(new Set(proofs)).toEqual(new Set(['none']));
  });
});
