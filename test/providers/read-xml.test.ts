import { describe, expect, it } from 'vitest';
import { splitXml } from '../../src/providers/read-xml.ts';

function valuesOf(body: string): unknown {
  const split = splitXml(body, 'MSG');
  return split.ok ? split.items.map(({ value }) => value) : split.reason;
}

describe('splitXml', () => {
  it('finds elements at any level and keeps their texts as texts', () => {
    expect(valuesOf('<MSG><ID>007</ID></MSG>')).toEqual([{ ID: '007' }]);
    expect(
      valuesOf(
        '\uFEFF<?xml version="1.0"?><a:x xmlns:a="y"><MSG n="1"><ID>1e3</ID></MSG><b><MSG/></b></a:x>',
      ),
    ).toEqual([{ ID: '1e3' }, {}]);
  });

  it('decodes the entities of XML once, and leaves CDATA and all other names as they are', () => {
    const text = '<MSG><T>&lt;a&gt; &amp;amp; &#229;&#x1F642; &unknown; <![CDATA[&amp; <b>]]></T></MSG>';
    expect(valuesOf(text)).toEqual([{ T: '<a> &amp; å🙂 &unknown; &amp; <b>' }]);
  });

  it('takes texts apart from comments, instructions, attributes and children', () => {
    expect(valuesOf('<MSG><T>a<!-- b - --><?c d?>e</T><U x="y&gt;" z=\'"\'> f\r\ng </U></MSG>')).toEqual([
      { T: 'ae', U: 'f\ng' },
    ]);
    expect(valuesOf('<MSG>a<T>1</T>b<T/>c<T>2</T></MSG>')).toEqual([{ T: ['1', '', '2'] }]);
    expect(valuesOf('<MSG><T>a<b>c</b></T></MSG>')).toEqual([{ T: { b: 'c' } }]);
  });

  it('loses no event because of a text that XML does not allow', () => {
    expect(valuesOf('<MSG><T>\u0001 &#0; &#xD800; &#x110000; &AMP; \uD83D ]]> &#9;x</T></MSG>')).toEqual([
      { T: '\uFFFD &#0; &#xD800; &#x110000; &AMP; \uFFFD ]]> \tx' },
    ]);
    expect(valuesOf('<MSG><T><![CDATA[&x; &#0;]]>&x;<![CDATA[&y;]]></T></MSG>')).toEqual([
      { T: '&x; &#0;&x;&y;' },
    ]);
    expect(valuesOf('<?xml encoding="UTF-8" ?><MSG><T>1</T></MSG>')).toEqual([{ T: '1' }]);
  });

  it('takes twenty levels', () => {
    const nested = (levels: number) => `${'<a>'.repeat(levels)}<MSG/>${'</a>'.repeat(levels)}`;
    expect(valuesOf(nested(19))).toEqual([{}]);
    expect(valuesOf(nested(20))).toBe('nests deeper than 20 levels');
  });

  it.each([
    ['<!DOCTYPE x [<!ENTITY a "b">]><MSG/>', 'has a document type, which is refused'],
    ['<MSG>', 'is not XML (unclosed tag)'],
    ['<MSG></MSG', 'is not XML (unclosed tag)'],
    ['<MSG><T>1</t></MSG>', 'is not XML (unexpected close tag)'],
    ['<MSG><T>1</MSG></T>', 'is not XML (unexpected close tag)'],
    ['<MSG/><MSG/>', 'is not XML (documents may contain only one root)'],
    ['<MSG/>text', 'is not XML (text data outside of root node)'],
    ['<MSG n=1/>', 'is not XML (unquoted attribute value)'],
    ['<MSG n="1" n="2"/>', 'is not XML (duplicate attribute)'],
    ['<MSG><T>a & b</T></MSG>', 'is not XML (unclosed tag)'],
    ['<MSG><![CDATA[</MSG>', 'is not XML (unclosed tag)'],
    [`${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`, 'nests deeper than 20 levels'],
    ['<MSG><__proto__>1</__proto__></MSG>', 'has an element __proto__, which is refused'],
    ['{"MSG": 1}', 'is not XML (text data outside of root node)'],
    ['<x/>', 'holds no element MSG'],
    [' ', 'is empty'],
  ])('refuses %s', (body, reason) => {
    expect(valuesOf(body)).toBe(reason);
  });

  it('reads what is no XML once from start to end, however often it opens something', () => {
    for (const start of ['<![CDATA[', '<!--', '<?a', '<', '&', '&#', '<a b="', '</x>&x;]]>'])
      expect(valuesOf(`<x>${start.repeat(100_000)}`)).toContain('is not XML');
  });

  it('does not change what all objects share', () => {
    const body = '<MSG><constructor><prototype><polluted>1</polluted></prototype></constructor></MSG>';
    expect(valuesOf(body)).toEqual([{ constructor: { prototype: { polluted: '1' } } }]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
