import { describe, expect, it } from 'vitest';
import { maskRaw } from '../../../src/core/phones/mask-raw.ts';

describe('what a source wrote, masked', () => {
  it.each([
    ['+47 912 34 567', '+47 9** ** *67'],
    ['004791234567', '004*******67'],
    ['4.79123E+10', '4.79***E+10'],
    ['12345', '*****'],
    ['Ola Nordmann, 912 34 567', 'O… N…, 912 ** *67'],
    ['ola@example.no', 'o…@e….no'],
    ['+\u0664\u0667\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667', '+\u0664\u0667\u0669*****\u0666\u0667'],
    ['+4791\u0000234567', '+479*<0000>****67'],
    ['\u202e+4791234567', '<202E>+479*****67'],
  ])('%j is %j', (raw, masked) => expect(maskRaw(raw)).toBe(masked));

  it('has at most 64 characters and no control character, whatever was written', () => {
    for (const raw of ['9'.repeat(500), '\u0000'.repeat(50), '\u{1f4f1}'.repeat(80), '\u202e1'.repeat(99)]) {
      expect(Array.from(maskRaw(raw)).length).toBeLessThanOrEqual(64);
      expect(maskRaw(raw)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});
