import { describe, expect, it } from 'vitest';
import { shownText } from '../../src/core/shown-text.ts';

describe('text of somebody else in a message', () => {
  it.each([
    ['Europe/Olso', 'Europe/Olso'],
    ['', '(empty)'],
    ['a\nb\u001b[31m\u202ec', 'a?b?[31m?c'],
    ['half \ud83c a character', 'half ? a character'],
    ['+4791234567', '+47******67'],
    ['call 4791234567 now', 'call 479*****67 now'],
    ['2026-11-16T24:00', '2026-11-16T24:00'],
    ['x'.repeat(100), 'x'.repeat(40)],
  ])('shows %j as %j', (text, shown) => {
    expect(shownText(text)).toBe(shown);
  });
});
