import { describe, expect, it } from 'vitest';
import { type Figure, resultsText, type Subject } from '../../bench/results.ts';

const NOW = { toISOString: () => '2026-11-26T02:30:59.000Z' };
const FIGURE: Figure = {
  name: 'import: messages',
  oursMs: 23_706,
  rawMs: null,
  duckMs: null,
  ratio: '42405 rows/s',
  ask: '40000 rows/s (issue)',
  isMet: true,
  note: '',
};

function subject(name: string, ratio: string, profile: readonly string[] = []): Subject {
  return { name, facts: [`facts of ${name}`], figures: [{ ...FIGURE, name, ratio }], profile };
}

describe('resultsText', () => {
  const before = resultsText(
    '',
    'mariadb, 1,000 messages',
    [subject('tick', '1.06', ['- insert']), subject('import', 'old'), subject('memory', '250 MB')],
    { toISOString: () => '2026-11-25T20:55:00.000Z' },
  );

  it('replaces the sections that were measured and leaves every other as it was', () => {
    const after = resultsText(before, 'mariadb, 1,000 messages', [subject('import', 'new')], NOW);
    const [old, young] = [before, after].map((text) => text.split(/^(?=## )/m));
    expect(young?.map((section, at) => section === old?.[at])).toEqual([true, false, true, true]);
    expect(young?.[1]).toContain('## import (2026-11-26 02:30 UTC)');
    expect(young?.[1]).toContain('| new |');
    expect(after).not.toContain('| old |');
  });

  it('keeps where the time goes with its subject', () => {
    const after = resultsText(before, 'mariadb, 1,000 messages', [subject('tick', '1.09')], NOW);
    expect(before).toContain('### Where the time of tick goes\n\n- insert');
    expect(after).not.toContain('- insert');
  });

  it('adds a subject that is new in the order of names', () => {
    const after = resultsText(before, 'mariadb, 1,000 messages', [subject('hooks', '499')], NOW);
    expect([...after.matchAll(/^## (\w+)/gm)].map(([, name]) => name)).toEqual([
      'hooks',
      'import',
      'memory',
      'tick',
    ]);
  });
});
