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

  it.each([
    ['<!DOCTYPE x [<!ENTITY a "b">]><MSG/>', 'has a document type, which is refused'],
    ['<MSG>', 'is not XML of at most 20 levels'],
    ['<MSG></MSG', 'is not XML of at most 20 levels'],
    [`${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`, 'is not XML of at most 20 levels'],
    ['<MSG><__proto__>1</__proto__></MSG>', 'is not XML of at most 20 levels'],
    ['{"MSG": 1}', 'is not XML of at most 20 levels'],
    ['<x/>', 'holds no element MSG'],
    [' ', 'is empty'],
  ])('refuses %s', (body, reason) => {
    expect(valuesOf(body)).toBe(reason);
  });

  it('does not change what all objects share', () => {
    valuesOf('<MSG><constructor><prototype><polluted>1</polluted></prototype></constructor></MSG>');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
