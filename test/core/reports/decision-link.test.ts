import { expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import type { PerformanceInput } from '../../../src/core/reports/performance-input.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';

function toDecide(different: Partial<PerformanceInput> = {}) {
  const scenario = PERFORMANCE_SCENARIOS['list-to-clean'];
  if (scenario === undefined) throw new Error('there is no scenario list-to-clean');
  const { sections } = composePerformance({ ...scenario, ...different });
  return sections.find((section) => section.kind === 'note' && section.id === 'decisions');
}

test('what is decided on a page has its address beside it, in a short report, too', () => {
  const link = { label: 'Review the numbers', url: 'https://reports.example.com/recommendations' };
  expect(toDecide()).toMatchObject({ link });
  expect(toDecide({ variant: 'exec' })).toMatchObject({ link });
});

test('without pages there is no address', () => {
  expect(toDecide({ reviewUrl: null })).not.toHaveProperty('link');
});

test('a mail that asks for nothing about the list has none', () => {
  expect(toDecide({ listHealth: null })).not.toHaveProperty('link');
});
