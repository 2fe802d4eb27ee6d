import { describe, expect, it } from 'vitest';
import { cutXml } from '../../src/files/cut-xml.ts';
import { xmlPieceReader } from '../../src/files/xml-pieces.ts';

type Cut = { readonly head: string | null; readonly children: readonly string[]; readonly tail: string };

/** Fed in pieces of `size`: where a block ends must not matter. */
function cut(text: string, size: number): Cut {
  const cutter = cutXml();
  const children: string[] = [];
  for (let at = 0; at < text.length; at += size) children.push(...cutter.add(text.slice(at, at + size)));
  return { head: cutter.head(), children, tail: cutter.tail() };
}

const SIZES = [1, 2, 3, 7, 1000];

describe('an XML document in pieces', () => {
  it.each([
    [
      '<?xml version="1.0"?><!-- <r> --><l a="x>y"><m>1</m> <m b=\'>\'><n/><n>2</n></m><m/></l>\n',
      ['<m>1</m>', " <m b='>'><n/><n>2</n></m>", '<m/>'],
      '</l>\n',
    ],
    [
      "<l><m><![CDATA[</m></l>]]></m><m>it's > 1</m></l>",
      ['<m><![CDATA[</m></l>]]></m>', "<m>it's > 1</m>"],
      '</l>',
    ],
    ['<l><!-- </l> --><m>1</m><?x <m> ?></l>', ['<!-- </l> --><m>1</m>'], '<?x <m> ?></l>'],
    ['<a:l xmlns:a="u"><a:m>1</a:m></a:l>', ['<a:m>1</a:m>'], '</a:l>'],
    ['<l></l>', [], '</l>'],
    ['<l><m>1</m><m>2', ['<m>1</m>'], '<m>2'],
    ['<l><m>1</m></l><l><m>2</m></l>', ['<m>1</m>'], '</l><l><m>2</m></l>'],
    ['<l/>', [], '<l/>'],
    ['</l><m>1</m>', [], '</l><m>1</m>'],
    ['hello', [], 'hello'],
    ['<!DOCTYPE l [<!ENTITY a "b">]><l><m>1</m></l>', [], '<!DOCTYPE l [<!ENTITY a "b">]><l><m>1</m></l>'],
  ])('of %j is cut into the children of its root', (text, children, tail) => {
    for (const size of SIZES) {
      const found = cut(text, size);
      expect([size, found.children, found.tail]).toEqual([size, children, tail]);
      expect(`${found.head ?? ''}${found.children.join('')}${found.tail}`).toBe(text);
    }
  });

  it('closes what it opens', () => {
    const cutter = cutXml();
    cutter.add('<a:l xmlns:a="u"><a:m>1</a:m>');
    expect([cutter.head(), cutter.foot()]).toEqual(['<a:l xmlns:a="u">', '</a:l>']);
  });
});

describe('a long XML file', () => {
  it('comes as documents of 100 children at most, each whole, and the last with the end of the file', () => {
    const children = Array.from({ length: 201 }, (_, at) => `<m>${at}</m>`);
    const text = `<?xml version="1.0"?><l>${children.join('')}</l> nonsense`;
    const reader = xmlPieceReader('x.xml');
    const pieces = [];
    for (let at = 0; at < text.length; at += 4_096) pieces.push(...reader.add(text.slice(at, at + 4_096)));
    pieces.push(...reader.end());
    expect(pieces.map(({ records }) => records.length)).toEqual([100, 100, 1]);
    const bodies = pieces.map(({ head, records, end }) => `${head}${records.join('')}${end}`);
    expect(bodies.map((body) => body.match(/<m>/g)?.length)).toEqual([100, 100, 1]);
    for (const body of bodies) expect(body.startsWith('<?xml version="1.0"?><l><m>')).toBe(true);
    expect(bodies.map((body) => body.slice(-30))).toEqual([
      expect.stringMatching(/<m>99<\/m><\/l>$/),
      expect.stringMatching(/<m>199<\/m><\/l>$/),
      expect.stringMatching(/<m>200<\/m><\/l> nonsense$/),
    ]);
  });
});
