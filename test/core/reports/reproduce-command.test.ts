import { expect, test } from 'vitest';
import { reproduceCommand } from '../../../src/core/reports/reproduce-command.ts';

const timezone = 'Europe/Oslo';
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

test('whole days are said as local dates', () => {
  const window = { from: at('2026-10-18T22:00:00Z'), to: at('2026-10-25T23:00:00Z'), timezone };
  expect(reproduceCommand({ report: 'performance', window, windowKind: 'last-week' })).toBe(
    'sms-reports report performance --from 2026-10-19 --to 2026-10-26 --tz Europe/Oslo --out report.html',
  );
});

test('the two hours between 02:00 and 03:00 of a night in October are told apart', () => {
  const hours = ['2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z'].map((to) => {
    const window = { from: at(to).subtract({ hours: 1 }), to: at(to), timezone };
    return reproduceCommand({ report: 'performance', window, windowKind: 'last-hour' });
  });
  expect(hours[0]).toContain('--window last-hour --as-of 2026-10-25T01:00:00Z --tz Europe/Oslo');
  expect(new Set(hours).size).toBe(2);
});

test('ids of foreign systems are quoted for a shell', () => {
  const window = { from: at('2026-11-15T23:00:00Z'), to: at('2026-11-22T23:00:00Z'), timezone };
  const command = reproduceCommand({
    report: 'performance',
    window,
    windowKind: 'custom',
    campaignIds: ["it's; rm"],
    segmentIds: ['s-1'],
  });
  expect(command).toContain(`--campaign 'it'\\''s; rm' --segment s-1`);
});
