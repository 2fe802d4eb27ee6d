import { describe, expect, it } from 'vitest';
import { isXmlEncoding, xmlEncoding } from '../../src/core/xml-encoding.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const swapped = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

describe('the encoding of an XML document', () => {
  it.each([
    ['<a/>', 'utf-8'],
    ['<?xml version="1.0"?><a/>', 'utf-8'],
    ['<?xml version="1.0" encoding="UTF-8"?><a/>', 'utf-8'],
    ['\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><a/>', 'utf-8'],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'iso-8859-1'],
    ["<?xml version='1.0' encoding='windows-1252' standalone='yes'?><a/>", 'windows-1252'],
    ['<?xml version="1.0" encoding="UTF-16"?><a/>', null],
    ['<?xml version="1.0" encoding="EBCDIC-CP-FI"?><a/>', null],
    ['<a encoding="ISO-8859-1"/>', 'utf-8'],
    ['', 'utf-8'],
  ])('of %j is %s', (text, encoding) => {
    expect(xmlEncoding(latin(text))).toBe(encoding);
  });

  it('of two bytes a character is told by its mark, or by its first characters', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><a/>';
    expect(xmlEncoding(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe('utf-16le');
    expect(xmlEncoding(swapped(`\uFEFF${text}`))).toBe('utf-16be');
    expect(xmlEncoding(Buffer.from(text, 'utf16le'))).toBe('utf-16le');
    expect(xmlEncoding(swapped(text))).toBe('utf-16be');
  });

  it('is one of few', () => {
    expect([isXmlEncoding('ISO-8859-1'), isXmlEncoding('utf-7')]).toEqual([true, false]);
  });
});
