import { describe, expect, it } from 'vitest';
import { type Named, parseNames } from '../../../src/store/counts/name-text.ts';

/** As the server writes it: lengths in characters. */
function textOf(names: readonly Named[]): string {
  return names
    .map(([key, id, name]) => `${key},${Array.from(id).length},${Array.from(name).length},${id}${name}`)
    .join('');
}

describe('parseNames', () => {
  it.each<{ names: readonly Named[] }>([
    {
      names: [
        [4, 'c"4', 'Spring, "half" price; 7,1,1,x \n\u0001'],
        [12, 'c,12', 'Vår'],
      ],
    },
    {
      names: [
        [4, '🌷', 'Tulips 🌷🌷'],
        [5, '', ''],
        [6, 'c6', '🌷'],
      ],
    },
  ])('reads names that hold whatever would divide them', ({ names }) => {
    expect(parseNames(names.length, textOf(names))).toEqual(names);
  });

  it.each(['4,2,6,c4Spring', '4,2,6,c4Spring5,2,3,c5V', '4,2,6,c4Spring5,2', '4,2,6,c4Spring5,2,3,c5Vår6'])(
    'refuses names that the server has cut: %s',
    (text) => {
      expect(() => parseNames(2, text)).toThrow('the server cut a text of 2 rows');
    },
  );
});
