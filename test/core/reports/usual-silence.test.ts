import { expect, test } from 'vitest';
import { usualSilence } from '../../../src/core/reports/usual-silence.ts';

test('the usual silence is the longest step between days with messages', () => {
  expect(usualSilence(['2026-10-30', '2026-10-23', '2026-10-24', '2026-10-23'])).toBe(6 * 86_400);
});

test('the usual silence of a sender without a rhythm is a week', () => {
  expect(usualSilence([])).toBe(7 * 86_400);
  expect(usualSilence(['2026-10-30'])).toBe(7 * 86_400);
});
