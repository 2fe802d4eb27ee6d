import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageParts } from '../../src/core/message-parts.ts';

type Vector = { readonly name: string; readonly text: string } & Record<string, unknown>;

/**
 * Computed with sms-segments-calculator 1.3.0 and split-sms 0.1.7, which agree. (The list we started from said 29 units
 * for the 28 accented characters; both programs say 28.)
 */
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/segment-vectors.json'), 'utf8'),
);

describe('the parts of a text', () => {
  it('has vectors', () => expect(vectors.length).toBe(34));

  it.each(vectors)('are those of two independent programs: $name', ({ text, encoding, segments, units }) => {
    expect(messageParts(text)).toEqual({ encoding, parts: segments, units });
  });

  it('never get fewer when text is added', () => {
    const alphabet = ['a', '€', 'ж', '😀'];
    for (const first of alphabet) {
      let text = '';
      let parts = 0;
      for (let length = 0; length < 400; length += 1) {
        text += length % 3 === 0 ? first : 'a';
        const now = messageParts(text).parts;
        expect(now).toBeGreaterThanOrEqual(parts);
        parts = now;
      }
    }
  });
});
