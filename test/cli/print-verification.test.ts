import { describe, expect, it } from 'vitest';
import { verificationText } from '../../src/cli/print-verification.ts';

const RIGHT = { table: 'cube_days', differing: 0, examples: [] };

describe('print a verification', () => {
  it('says in one line that all agrees', () => {
    expect(verificationText({ drift: [], cubes: [RIGHT, RIGHT], isRight: true })).toBe(
      'Source, facts and all 2 tables of sums agree.\n',
    );
  });

  it('says which source rows differ and why, and where sums are off', () => {
    const text = verificationText({
      drift: [{ table: 'messages', reason: 'receipts', rows: 1_200, examples: [4, 7] }],
      cubes: [
        RIGHT,
        { table: 'cube_cells', differing: 10_000, examples: ['campaign_id 3: attempted 2 too few'] },
      ],
      isRight: false,
    });
    expect(text.split('\n')).toEqual([
      'messages: 1,200 rows counted with another state than their receipts say, such as id 4, 7',
      'cube_cells: 10,000 or more different',
      '  campaign_id 3: attempted 2 too few',
      '',
    ]);
  });
});
