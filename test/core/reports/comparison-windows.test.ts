import { describe, expect, test } from 'vitest';
import { previousWindows } from '../../../src/core/reports/comparison-windows.ts';
import type { WindowKind } from '../../../src/core/reports/performance-input.ts';
import { usualSilence } from '../../../src/core/reports/usual-silence.ts';
import type { Window } from '../../../src/core/time/window.ts';

function windowOf(from: string, to: string, timezone: string): Window {
  const at = (local: string): Temporal.Instant =>
    Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).toInstant();
  return { from: at(from), to: at(to), timezone };
}

function localEdges(window: Window, kind: WindowKind, n: number): string[] {
  return previousWindows(window, kind, n).map(({ from, to, timezone }) =>
    [from, to].map((at) => at.toZonedDateTimeISO(timezone).toPlainDateTime().toString()).join(' '),
  );
}

describe('previous windows', () => {
  test('of a day after the clock change begin at local midnight, and the change day has 25 hours', () => {
    const window = windowOf('2026-10-26', '2026-10-27', 'Europe/Oslo');
    expect(localEdges(window, 'last-day', 2)).toEqual([
      '2026-10-25T00:00:00 2026-10-26T00:00:00',
      '2026-10-24T00:00:00 2026-10-25T00:00:00',
    ]);
    const [sunday] = previousWindows(window, 'last-day', 1);
    expect(sunday?.from.until(sunday.to).total('hours')).toBe(25);
  });

  test('of a month are whole months of different lengths', () => {
    expect(localEdges(windowOf('2026-03-01', '2026-04-01', 'America/New_York'), 'last-month', 3)).toEqual([
      '2026-02-01T00:00:00 2026-03-01T00:00:00',
      '2026-01-01T00:00:00 2026-02-01T00:00:00',
      '2025-12-01T00:00:00 2026-01-01T00:00:00',
    ]);
  });

  test('of an hour go by the clock that never changes', () => {
    const window = windowOf('2026-10-25T03:00', '2026-10-25T04:00', 'Europe/Oslo');
    expect(localEdges(window, 'last-hour', 2)).toEqual([
      '2026-10-25T02:00:00 2026-10-25T03:00:00',
      '2026-10-25T02:00:00 2026-10-25T02:00:00',
    ]);
  });

  test('of a custom span of days move by that many days, also where midnight does not exist', () => {
    const window = windowOf('2018-11-05', '2018-11-07', 'America/Sao_Paulo');
    expect(localEdges(window, 'custom', 2)).toEqual([
      '2018-11-03T00:00:00 2018-11-05T00:00:00',
      '2018-11-01T00:00:00 2018-11-03T00:00:00',
    ]);
    expect(localEdges(windowOf('2018-11-05', '2018-11-06', 'America/Sao_Paulo'), 'custom', 1)).toEqual([
      '2018-11-04T01:00:00 2018-11-05T00:00:00',
    ]);
  });

  test('of a custom span of hours move by its length', () => {
    expect(localEdges(windowOf('2026-06-01T08:30', '2026-06-01T20:00', 'Asia/Kolkata'), 'custom', 1)).toEqual(
      ['2026-05-31T21:00:00 2026-06-01T08:30:00'],
    );
  });

  test.each(['Europe/Oslo', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Pacific/Chatham', 'UTC'])(
    'touch each other without gap or overlap in %s',
    (zone) => {
      const window = windowOf('2026-04-06', '2026-04-13', zone);
      const all = [window, ...previousWindows(window, 'last-week', 60)];
      all
        .slice(1)
        .forEach((earlier, index) => expect(earlier.to.equals(all[index]?.from ?? window.to)).toBe(true));
    },
  );
});

describe('usual silence', () => {
  test('is the longest step between days with messages', () => {
    expect(usualSilence(['2026-10-30', '2026-10-23', '2026-10-24', '2026-10-23'])).toBe(6 * 86_400);
  });

  test('is a week for a sender without a rhythm', () => {
    expect(usualSilence([])).toBe(7 * 86_400);
    expect(usualSilence(['2026-10-30'])).toBe(7 * 86_400);
  });
});
