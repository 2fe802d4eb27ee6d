import { describe, expect, it } from 'vitest';
import { naiveBestHour } from '../../../../src/core/findings/send-time/naive-best-hour.ts';

const cell = (hour: number, delivered: number, clicked: number, campaignId = 'c') => ({
  campaignId,
  segment: 's',
  zone: 'UTC',
  hour,
  delivered,
  clicked,
});

describe('naiveBestHour', () => {
  it('is the hour with most clicks per message over all campaigns', () => {
    const cells = [cell(9, 900, 90), cell(9, 900, 10, 'd'), cell(18, 2_000, 120), cell(20, 2_000, 100)];
    expect(naiveBestHour(cells)).toBe(18);
  });

  it('is the first of equal ones, and none of few messages', () => {
    expect(naiveBestHour([cell(20, 1_000, 50), cell(8, 2_000, 100), cell(3, 999, 900)])).toBe(8);
    expect(naiveBestHour([cell(3, 999, 900)])).toBeNull();
    expect(naiveBestHour([])).toBeNull();
  });
});
