import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseNamedAddress } from '../../src/mail/address.ts';
import { composeMails, type MailRequest } from '../../src/mail/compose-message.ts';
import { assembleMail, readEnvelope } from '../../src/mail/envelope.ts';
import { itemAt } from '../support/item-at.ts';
import { sampleContent, sampleFile, sampleRequest } from '../support/mail-request.ts';
import { unwrapText } from '../support/unwrap-text.ts';

const ANA = parseAddress('Ana@example.com');
const BO = parseAddress('bo@example.com');

function bytesOf(request: MailRequest, form: 'full' | 'small' = 'full'): Buffer {
  const { mails, parts } = composeMails(request, [ANA]);
  const envelope = itemAt(mails, 0).envelope;
  return assembleMail(
    envelope,
    (form === 'full' ? envelope.full : envelope.small)?.sha256 ?? '',
    new Map(parts.map((part) => [part.sha256, part.bytes])),
  );
}

const parse = (bytes: Buffer) => simpleParser(bytes, { keepCidLinks: true });
const headerOf = (bytes: Buffer, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\\r\\n .*)*)`, 'im').exec(
    bytes.toString('latin1').replace(/\r\n\r\n.*/s, ''),
  )?.[1];

describe('a composed mail', () => {
  it('holds text, html, the inline picture and the attached table as they were given', async () => {
    const content = sampleContent();
    const mail = await parse(bytesOf(sampleRequest({ content })));
    expect(mail.subject).toBe(content.subject);
    expect(mail.html).toBe(content.html);
    expect(mail.text).toBe(content.text);
    expect(
      mail.attachments.map(({ filename, cid, related, content: bytes }) => [
        filename,
        cid,
        related,
        bytes.length,
      ]),
    ).toEqual([
      ['trend.png', 'trend', true, 4],
      ['performance.csv', undefined, undefined, 600],
    ]);
    expect(
      itemAt(mail.attachments, 1).content.equals(Buffer.from(itemAt(content.attachments, 1).bytes)),
    ).toBe(true);
  });

  it('says who, to whom, when, and that a machine wrote it', async () => {
    const bytes = bytesOf(sampleRequest());
    const mail = await parse(bytes);
    expect(mail.from?.value).toEqual([{ name: 'SMS reports', address: 'reports@example.com' }]);
    expect(headerOf(bytes, 'To')).toBe('Ana@example.com');
    expect(headerOf(bytes, 'Reply-To')).toBe('ana@example.com');
    expect(headerOf(bytes, 'Date')).toBe('Mon, 23 Nov 2026 06:00:04 +0000');
    expect(headerOf(bytes, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(bytes, 'X-Auto-Response-Suppress')).toBe('All');
    expect(headerOf(bytes, 'MIME-Version')).toBe('1.0');
    expect(headerOf(bytes, 'List-ID')).toBe('<weekly.reports.reports.example.com>');
    expect(headerOf(bytes, 'Message-ID')).toMatch(/^<r17\.[0-9a-f]{24}@reports\.example\.com>$/);
  });

  it('is pure ASCII, lines at most 78 characters, every line break CRLF', () => {
    const text = bytesOf(sampleRequest()).toString('latin1');
    expect(text).not.toMatch(/[^\p{ASCII}]/u);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const longest = Math.max(...text.split('\r\n').map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(78);
  });

  it('is the same bytes when composed again, and after its envelope went through JSON', () => {
    const request = sampleRequest({ publicUrl: 'https://reports.example.com' });
    const first = composeMails(request, [ANA, BO]);
    const again = composeMails(request, [ANA, BO]);
    expect(again).toEqual(first);
    const stored = readEnvelope(JSON.parse(JSON.stringify(itemAt(first.mails, 1).envelope)));
    const parts = new Map(first.parts.map((part) => [part.sha256, part.bytes]));
    expect(assembleMail(stored, stored.full.sha256, parts).length).toBe(stored.full.bytes);
  });

  it('shares its parts between recipients and differs in address and Message-ID only', () => {
    const { mails } = composeMails(sampleRequest(), [ANA, BO]);
    const [first, second] = [itemAt(mails, 0).envelope, itemAt(mails, 1).envelope];
    expect(first.full.pieces).toEqual(second.full.pieces);
    const differing = first.head
      .split('\r\n')
      .filter((line, index) => line !== second.head.split('\r\n')[index]);
    expect(differing.map((line) => line.split(':')[0])).toEqual(['To', 'Message-ID']);
  });

  it('is refused when a stored part was changed or is missing', () => {
    const { mails, parts } = composeMails(sampleRequest(), [ANA]);
    const { envelope } = itemAt(mails, 0);
    const altered = new Map(parts.map((part) => [part.sha256, part.bytes]));
    altered.set(itemAt(parts, 0).sha256, Buffer.from('other'));
    expect(() => assembleMail(envelope, envelope.full.sha256, altered)).toThrow(/has hash/);
    altered.delete(itemAt(parts, 0).sha256);
    expect(() => assembleMail(envelope, envelope.full.sha256, altered)).toThrow(/is not stored/);
    expect(() => assembleMail(envelope, 'ff', altered)).toThrow(/no form/);
  });

  it.each([
    'Zürich: 4,1 % – weniger als letzte Woche. '.repeat(4).trim(),
    '週次レポート '.repeat(10).trim(),
    '👩‍👩‍👧'.repeat(12),
    '=?UTF-8?B?ZXZpbA==?=',
    'plain '.repeat(30).trim(),
  ])('carries the subject %j', async (subject) => {
    const bytes = bytesOf(sampleRequest({ content: sampleContent({ subject }) }));
    expect((await parse(bytes)).subject).toBe(subject);
    expect(bytes.toString('latin1')).not.toMatch(/[^\p{ASCII}]/u);
  });

  it.each(['Report\r\nBcc: evil@x.no', 'Report\nX: y', 'a\0b', 'a\u2028b'])(
    'is not made with the subject %j',
    (subject) => {
      expect(() => bytesOf(sampleRequest({ content: sampleContent({ subject }) }))).toThrow(
        /must be one line/,
      );
    },
  );

  it('encodes a sender name beyond ASCII', async () => {
    const from = parseNamedAddress('Förlaget – rapporter <reports@example.com>');
    expect((await parse(bytesOf(sampleRequest({ from })))).from?.value).toEqual([
      { name: 'Förlaget – rapporter', address: 'reports@example.com' },
    ]);
  });

  it('refuses a content type or a content id that would leave its header', () => {
    const bad = (change: object) =>
      sampleRequest({ content: sampleContent({ attachments: [{ ...sampleFile(), ...change }] }) });
    expect(() => bytesOf(bad({ contentType: 'text/csv\r\nX: y' }))).toThrow(/content type/);
    expect(() => bytesOf(bad({ cid: 'a>\r\nX: y' }))).toThrow(/content id/);
    expect(bytesOf(bad({ filename: 'a"\r\nX: y.csv' })).toString()).toContain('filename="a-X-y.csv"');
  });
});

describe('list headers', () => {
  it('offer one-click unsubscription only when the pages are public and secure', () => {
    expect(headerOf(bytesOf(sampleRequest()), 'List-Unsubscribe')).toBeUndefined();
    const secure = bytesOf(sampleRequest({ publicUrl: 'https://reports.example.com/sms' }));
    expect(headerOf(secure, 'List-Unsubscribe')?.trim()).toMatch(
      /^<https:\/\/reports\.example\.com\/sms\/unsubscribe\/1\.weekly\.[\w-]{32}>$/,
    );
    expect(headerOf(secure, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    const clear = bytesOf(sampleRequest({ publicUrl: 'http://localhost:8080' }));
    expect(headerOf(clear, 'List-Unsubscribe')).toBeDefined();
    expect(headerOf(clear, 'List-Unsubscribe-Post')).toBeUndefined();
  });

  it('are absent from a report that was asked for once', () => {
    const bytes = bytesOf(sampleRequest({ scheduleKey: null, publicUrl: 'https://reports.example.com' }));
    expect(bytes.toString()).not.toMatch(/^List-/m);
  });
});

describe('attachments', () => {
  it('that fit are in the full form and named in the small one', async () => {
    const small = await parse(bytesOf(sampleRequest(), 'small'));
    expect(small.attachments.map((file) => file.filename)).toEqual(['trend.png']);
    expect(unwrapText(small.text ?? '')).toContain(
      'Not attached: performance.csv (0.1 MB); the mail server does not take a mail of this size.',
    );
    expect(small.html).toMatch(/Not attached: performance\.csv.*<\/p><\/body><\/html>$/s);
  });

  it('over the budget, counted when encoded, are left out with the reason in the mail', async () => {
    const content = sampleContent({ attachments: [sampleFile(900_000)] });
    const request = sampleRequest({ content, attachmentBudget: 1_000_000 });
    const mail = await parse(bytesOf(request));
    expect(mail.attachments).toEqual([]);
    expect(unwrapText(mail.text ?? '')).toContain(
      'Not attached: performance.csv (0.9 MB); attachments of one mail may have 1.0 MB when encoded, which is a third more than the files.',
    );
    expect(itemAt(composeMails(request, [ANA]).mails, 0).envelope.small).toBeNull();
    expect((await parse(bytesOf({ ...request, attachmentBudget: 1_400_000 }))).attachments).toHaveLength(1);
  });

  it('are told of in the words and at the place of the template, and a mail that has them says nothing of it', async () => {
    const html = [
      '<html><body><p>4.1</p>',
      '<!--left-out-size:Ikke vedlagt: {0}; høyst {1}.-->',
      '<!--left-out-server:Ikke vedlagt: {0}; serveren sier &quot;nei&quot;.-->',
      '<!--left-out-where:Siden har filen.-->',
      '<p>Run 17</p></body></html>',
    ].join('\n');
    const request = sampleRequest({ content: sampleContent({ html }) });
    expect((await parse(bytesOf(request))).html).toBe('<html><body><p>4.1</p>\n<p>Run 17</p></body></html>');
    const small = await parse(bytesOf(request, 'small'));
    expect(small.text).toContain(
      'Ikke vedlagt: performance.csv (0.1 MB); serveren sier "nei". Siden har filen.',
    );
    expect(small.html).toMatch(/<b>Ikke vedlagt: [^<]*Siden har filen\.<\/b><\/p>\n<p>Run 17/);
    expect(small.html).not.toContain('<!--');
  });

  it('that do not exist leave no second form', () => {
    const content = sampleContent({ attachments: [] });
    expect(itemAt(composeMails(sampleRequest({ content }), [ANA]).mails, 0).envelope.small).toBeNull();
  });
});

describe('the link to leave', () => {
  const html =
    '<html><body>\n<p>4.1&nbsp;%</p>\n<!--leave:Slutt å få rapporten-->\n<p>Run 17</p></body></html>';
  const content = sampleContent({ html });
  const request = sampleRequest({ content, publicUrl: 'https://reports.example.com/sms' });
  const linkOf = (mail: Awaited<ReturnType<typeof parse>>) =>
    /href="(https:[^"]*)"/.exec(mail.html || '')?.[1];

  it('stands in the footer and ends the text, in the words of the report, the same as in the header', async () => {
    const bytes = bytesOf(request);
    const mail = await parse(bytes);
    const link = linkOf(mail) ?? '';
    expect(link).toMatch(/^https:\/\/reports\.example\.com\/sms\/unsubscribe\/1\.weekly\.[\w-]{32}$/);
    expect(headerOf(bytes, 'List-Unsubscribe')?.replace(/\s/g, '')).toBe(`<${link}>`);
    expect(mail.html).toMatch(
      /4\.1&nbsp;%<\/p>\n<p class="fine"[^>]*><a [^>]*>Slutt å få rapporten<\/a><\/p>\n<p>Run 17/,
    );
    expect(mail.text?.trimEnd()).toBe(`${content.text.trimEnd()}\n\nSlutt å få rapporten:\n${link}`);
    for (const line of bytes.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  it('is of each recipient, while everything else is stored once', async () => {
    const { mails, parts } = composeMails(request, [ANA, BO]);
    const stored = new Map(parts.map((part) => [part.sha256, part.bytes]));
    const links = await Promise.all(
      mails.map(async ({ envelope }) =>
        linkOf(await parse(assembleMail(envelope, envelope.full.sha256, stored))),
      ),
    );
    expect(new Set(links).size).toBe(2);
    expect(JSON.stringify(mails).length).toBeLessThan(10_000);
  });

  it('stands in the mail without its files too', async () => {
    const mail = await parse(bytesOf(request, 'small'));
    expect(linkOf(mail)).toContain('/unsubscribe/');
    expect(mail.text).toContain('Not attached');
  });

  it.each([{ publicUrl: null }, { scheduleKey: null }])('is left out with %o', async (change) => {
    const mail = await parse(bytesOf({ ...request, ...change }));
    expect(linkOf(mail)).toBeUndefined();
    expect(mail.text).toBe(content.text);
  });
});
