import { expect, test } from 'vitest';
import type { UnknownCodeSeen } from '../../../src/core/reports/performance-input.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { compose, oneCampaign } from '../../support/composed.ts';
import { say } from '../../support/say.ts';

function notes(unknownCodes: readonly UnknownCodeSeen[]): readonly string[] {
  const { sections } = compose({ ...oneCampaign(buildBlast({ attempted: 1_000 })), unknownCodes });
  return sections.flatMap((section) => (section.kind === 'definitions' ? section.notes.map(say) : []));
}

const codes = (many: number): readonly UnknownCodeSeen[] =>
  Array.from({ length: many }, (_, n) => ({
    provider: 'link_mobility',
    field: 'resultCode',
    code: `${9000 + n}`,
  }));

test('a report says which codes nobody could read', () => {
  expect(notes(codes(1))).toContain(
    '1 code of providers is in no table (link_mobility resultCode 9000): a message with it may count as unknown. definitions codes --unknown lists them.',
  );
  expect(notes(codes(4)).join(' ')).toContain('resultCode 9002 and link_mobility resultCode 9003)');
  expect(notes(codes(9)).join(' ')).toContain('9 codes of providers are in no table');
  expect(notes(codes(9)).join(' ')).toContain('resultCode 9002 and 6 more): messages with them');
});

test('a report says nothing of codes when all are known', () => {
  expect(notes([]).join(' ')).not.toContain('in no table');
});
