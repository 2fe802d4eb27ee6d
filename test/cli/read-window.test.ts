import { describe, expect, it } from 'vitest';
import { readInstant, readPastInstant } from '../../src/cli/read-window.ts';
import { readMoment } from '../../src/cli/recommendation-flags.ts';

const NOW = Temporal.Instant.from('2026-11-23T08:00:00Z');
const FORM = 'is not a time like 2026-11-23T08:00:00Z';
const YEARS = 'is not in the years 1993-9998';

describe('a moment on the command line', () => {
  it.each([
    ['2026-11-23T08:00:00Z', '2026-11-23T08:00:00Z'],
    ['2026-11-23T09:00:00+01:00', '2026-11-23T08:00:00Z'],
    ['2026-11-23T09:00:00+01:00[Europe/Oslo]', '2026-11-23T08:00:00Z'],
  ])('%s is read', (text, at) => {
    expect(readInstant(text, NOW).toString()).toBe(at);
  });

  it.each([
    ['', `--as-of: (empty) ${FORM}`],
    ['now', `--as-of: now ${FORM}`],
    ['2026-11-23', `--as-of: 2026-11-23 ${FORM}`],
    ['2026-11-23T08:00:00', `--as-of: 2026-11-23T08:00:00 ${FORM}`],
    ['2026-02-30T08:00:00Z', `--as-of: 2026-02-30T08:00:00Z ${FORM}`],
    ['1763884800', `--as-of: 176*****00 ${FORM}`],
    ['0001-01-01T00:00:00Z', `--as-of: 0001-01-01T00:00:00Z ${YEARS}`],
    ['1992-12-31T23:59:59Z', `--as-of: 1992-12-31T23:59:59Z ${YEARS}`],
    ['9999-01-01T00:00:00Z', `--as-of: 9999-01-01T00:00:00Z ${YEARS}`],
    ['-271821-04-20T00:00:00Z', `--as-of: -271821-04-20T00:00:00Z ${YEARS}`],
    ['+275760-09-13T00:00:00Z', YEARS],
  ])('%j is refused in one line', (text, message) => {
    expect(() => readInstant(text, NOW)).toThrow(message);
  });

  it('is not ahead where only the past can be asked for', () => {
    expect(readPastInstant(undefined, NOW)).toBe(NOW);
    expect(() => readPastInstant('2026-11-23T08:00:01Z', NOW)).toThrow('is in the future');
  });

  it('may be a date where a day is meant', () => {
    expect(readMoment('2026-12-01', '--until').toString()).toBe('2026-12-01T00:00:00Z');
    expect(() => readMoment('2026-13-01', '--until')).toThrow('--until: 2026-13-01 is not a date like');
    expect(() => readMoment('9999-12-31', '--until')).toThrow(`--until: 9999-12-31 ${YEARS}`);
  });
});
