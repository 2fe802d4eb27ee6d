import { describe, expect, it } from 'vitest';
import { SHIFT_TABLES } from '../../src/core/gsm-tables.ts';
import { autopsyMessage } from '../../src/core/message-autopsy.ts';
import { messageParts } from '../../src/core/message-parts.ts';

describe('the autopsy of a text', () => {
  it('names the character that makes it UCS-2, its place, and what to write instead', () => {
    const text = `${'x'.repeat(40)}’${'y'.repeat(40)}`;
    expect(autopsyMessage(text)).toMatchObject({
      encoding: 'UCS-2',
      parts: 2,
      wide: [{ character: '’', position: 41, count: 1, instead: "'" }],
      cheaper: { parts: 1, text: text.replace('’', "'") },
    });
  });

  it('counts places in characters, not in code units', () => {
    const { wide } = autopsyMessage('🎉🎉 don’t 🎉');
    expect(wide).toEqual([
      { character: '🎉', position: 1, count: 3, instead: '' },
      { character: '’', position: 7, count: 1, instead: "'" },
    ]);
  });

  it('says nothing is cheaper where other characters change no part, or the alphabet has none', () => {
    expect(autopsyMessage('Don’t').cheaper).toBeNull();
    expect(autopsyMessage('ж'.repeat(100))).toMatchObject({ parts: 2, cheaper: null });
  });

  it('finds the double places of GSM-7 that add a part', () => {
    const text = `${'x'.repeat(158)}~~`;
    expect(autopsyMessage(text)).toMatchObject({
      encoding: 'GSM-7',
      parts: 2,
      double: [{ character: '~', position: 159, count: 2, instead: '-' }],
      cheaper: { parts: 1 },
    });
  });

  it('leaves the euro sign alone: three letters are longer', () => {
    expect(autopsyMessage(`${'x'.repeat(159)}€`)).toMatchObject({ parts: 2, cheaper: null, drop: 1 });
  });

  it('writes a letter and its mark as the one letter that the alphabet has', () => {
    const { wide, cheaper } = autopsyMessage(`Cafe\u0301 ${'x'.repeat(70)}`);
    expect(wide).toEqual([{ character: 'e\u0301', position: 4, count: 1, instead: 'é' }]);
    expect(cheaper?.parts).toBe(1);
  });

  it.each([
    'Hi {name}',
    'Hi {{ first_name }}',
    'Hi %name%',
    'Hi *|NAME|*',
    'Hi [name]',
    'Hi ${name}',
    'Hi <%= name %>',
  ])('does not guess how long a placeholder becomes: %s', (text) => {
    expect(autopsyMessage(`${text} ${'x'.repeat(160)}`)).toMatchObject({
      parts: null,
      cheaper: null,
      drop: null,
    });
  });

  it('takes no percentage and no lone brace for a placeholder', () => {
    expect(autopsyMessage('20% off, 30% with the app').placeholders).toEqual([]);
    expect(autopsyMessage('Sale { today }').placeholders).toEqual(['{ today }']);
    expect(autopsyMessage('a } b { c').placeholders).toEqual([]);
  });

  it('flags what lies outside the basic plane', () => {
    expect(autopsyMessage('Hei 🎉 ’').beyondBmp).toEqual(['🎉']);
  });

  it('says how many characters less save a part, when they are few', () => {
    expect(autopsyMessage('x'.repeat(163)).drop).toBe(3);
    expect(autopsyMessage('x'.repeat(180)).drop).toBeNull();
  });

  it('is total: any text has an answer', () => {
    for (const text of ['', '\ud800', '\u0301', '{'.repeat(5_000), '\0', '🏴‍☠️'.repeat(40)]) {
      expect(autopsyMessage(text).known.parts).toBeGreaterThan(0);
    }
  });
});

describe('national tables', () => {
  it('are not assumed', () => {
    expect(messageParts('ç').encoding).toBe('UCS-2');
    expect(messageParts('ç', { languages: ['spanish'] })).toEqual({
      encoding: 'GSM-7',
      parts: 1,
      units: 2,
      shift: { language: 'spanish', locking: false, single: true },
    });
  });

  // 140 bytes less the header, in septets (TS 23.040)
  it('leave 155 and 149 septets with one table, 152 and 146 with two', () => {
    const turkish = { languages: ['turkish'] as const };
    expect(messageParts('ğ'.repeat(155), turkish)).toMatchObject({ parts: 1, units: 155 });
    expect(messageParts('ğ'.repeat(156), turkish)).toMatchObject({ parts: 2 });
    expect(messageParts('ğ'.repeat(298), turkish)).toMatchObject({ parts: 2 });
    expect(messageParts('ğ'.repeat(299), turkish)).toMatchObject({ parts: 3 });
    const portuguese = { languages: ['portuguese'] as const };
    // ∞ stands in the locking table alone, Φ in the single one
    const both = `∞Φ${'ã'.repeat(149)}`;
    expect(messageParts(both, portuguese)).toMatchObject({
      parts: 1,
      units: 152,
      shift: { language: 'portuguese', locking: true, single: true },
    });
    expect(messageParts(`${both}a`, portuguese).parts).toBe(2);
    expect(messageParts(`∞Φ${'ã'.repeat(289)}`, portuguese)).toMatchObject({ parts: 2, units: 292 });
    expect(messageParts(`∞Φ${'ã'.repeat(290)}`, portuguese).parts).toBe(3);
  });

  it('have 127 characters and the escape where they lock', () => {
    for (const { locking } of Object.values(SHIFT_TABLES))
      expect([null, 127]).toContain(locking?.size ?? null);
  });

  it('are left when the plain alphabet is as good', () => {
    expect(messageParts('Ola', { languages: ['portuguese', 'turkish'] })).toEqual({
      encoding: 'GSM-7',
      parts: 1,
      units: 3,
    });
  });
});

describe('a 16-bit reference', () => {
  it('leaves 152 septets or 66 units in each of several parts, and a lone part as it was', () => {
    const wide = { reference: 16 } as const;
    expect(messageParts('a'.repeat(160), wide).parts).toBe(1);
    expect(messageParts('a'.repeat(304), wide).parts).toBe(2);
    expect(messageParts('a'.repeat(305), wide).parts).toBe(3);
    expect(messageParts('ж'.repeat(132), wide).parts).toBe(2);
    expect(messageParts('ж'.repeat(133), wide).parts).toBe(3);
  });
});
