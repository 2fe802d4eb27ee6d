import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { parseAddress, parseNamedAddress } from '../../src/mail/address.ts';

describe('one address', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ["Ana.O'x@Example.COM", "Ana.O'x@example.com"],
    ['first+tag@sub.example.co.uk', 'first+tag@sub.example.co.uk'],
    ['reports@localhost', 'reports@localhost'],
    ['info@bücher.example', 'info@xn--bcher-kva.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%s is accepted', (text, address) => {
    expect(parseAddress(text).address).toBe(address);
  });

  it('has one key however it is written', () => {
    expect(parseAddress('Ana@EXAMPLE.com').key).toBe(parseAddress('aNA@example.com').key);
  });

  it.each([
    'a@x.no\r\nBcc: evil@x.no',
    'a@x.no\nRCPT TO:<evil@x.no>',
    'a@x.no>\r\nRCPT TO:<evil@x.no',
    'a@x.no, evil@x.no',
    'a@x.no;evil@x.no',
    'grp: evil@x.no;',
    'grp:evil@x.no',
    '"a b"@x.no',
    '"a@x.no"@y.no',
    'a(comment)@x.no',
    'a@x.no (comment)',
    'Ana <a@x.no>',
    '<a@x.no>',
    ' a@x.no',
    'a@x.no ',
    'a@@x.no',
    'a%evil@x.no',
    'evil!a@x.no',
    '@x.no',
    'a@',
    'x',
    '',
    '.a@x.no',
    'a.@x.no',
    'a..b@x.no',
    'a@x',
    'a@x..no',
    'a@-x.no',
    'a@x-.no',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@0x7f.1',
    'a@%41.com',
    'a@℀.com',
    'a@x_y.no',
    'ä@x.no',
    'a\0@x.no',
    'a@x.no\0',
    'a@x.no\u2028',
    `${'a'.repeat(65)}@x.no`,
    `a@${'b'.repeat(64)}.no`,
    `a@${'b.'.repeat(130)}no`,
  ])('%j is refused', (text) => {
    expect(() => parseAddress(text, 'recipients[0]')).toThrow(Failure);
    expect(() => parseAddress(text, 'recipients[0]')).toThrow(/^recipients\[0\]: .*one address/s);
  });

  it('is refused in time that does not grow with a hostile text', () => {
    const began = process.threadCpuUsage();
    for (const filler of ['a.', '@', '-', 'x-']) {
      expect(() => parseAddress(`${filler.repeat(120)}@x`)).toThrow(Failure);
    }
    const { user, system } = process.threadCpuUsage(began);
    // of the processor: a machine that is stopped meanwhile changes nothing
    expect((user + system) / 1_000).toBeLessThan(200);
  });
});

describe('a sender', () => {
  it('may have a name', () => {
    expect(parseNamedAddress('SMS reports <reports@localhost>')).toEqual({
      name: 'SMS reports',
      address: 'reports@localhost',
      key: 'reports@localhost',
    });
    expect(parseNamedAddress('Rapporter på norsk <a@x.no>').name).toBe('Rapporter på norsk');
  });

  it('needs no name', () => {
    expect(parseNamedAddress('a@x.no').name).toBeNull();
    expect(parseNamedAddress('<a@x.no>').name).toBeNull();
  });

  it.each([
    'a@x.no, b <c@x.no>',
    'Evil\r\nBcc: evil@x.no <a@x.no>',
    '"Quoted" <a@x.no>',
    'A <a@x.no> <b@x.no>',
    'A <a@x.no>, b@x.no',
    'A <a@x.no>;',
    'A: B <a@x.no>',
  ])('%j is refused', (text) => {
    expect(() => parseNamedAddress(text, 'MAIL_FROM')).toThrow(/^MAIL_FROM: /);
  });
});
