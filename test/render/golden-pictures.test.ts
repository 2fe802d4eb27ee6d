import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hashInPicture, hashOfHtml, PICTURED, WIDTH } from '../../scripts/golden-pictures/pictured.ts';
import { chunksOf, decodePng, encodePng } from '../../scripts/golden-pictures/png.ts';

/** Without a browser: a picture says which html it shows. */
test.each(PICTURED)(
  '%s.png was made from the html beside it (else: npm run golden, with a Chromium)',
  (beside) => {
    expect(hashInPicture(beside)).toBe(hashOfHtml(beside));
  },
);

test.each(PICTURED)('%s.png is as wide as a phone, whole and small', (beside) => {
  const png = readFileSync(`${beside}.png`);
  const head = chunksOf(png).find(({ type }) => type === 'IHDR')?.data;
  expect(head?.readUInt32BE(0)).toBe(WIDTH);
  expect(head?.readUInt32BE(4)).toBeGreaterThan(1_000);
  expect(png.length).toBeLessThan(240_000);
});

test('colours that are far from each other are kept, in 16 at most', () => {
  // 20 colours: 5 reds, each with 4 greens
  const rgb = Uint8Array.from({ length: 5 * 4 * 3 }, (_, at) =>
    at % 3 === 2 ? 0 : ((at % 3 === 0 ? at / 3 : Math.floor(at / 12)) % 5) * 51,
  );
  const chunks = chunksOf(encodePng({ width: 5, height: 4, rgb }, { key: 'a', text: 'b' }));
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'tEXt', 'PLTE', 'IDAT', 'IEND']);
  expect(chunks.find(({ type }) => type === 'PLTE')?.data).toHaveLength(16 * 3);
  expect(() => decodePng(Buffer.from('no picture at all'))).toThrow('no PNG');
});
