import { parseAddress, parseNamedAddress } from '../../src/mail/address.ts';
import type { MailRequest } from '../../src/mail/compose-message.ts';
import type { MailContent, MailFile } from '../../src/mail/mail-content.ts';

export const SECRET = 'a secret of at least thirty-two characters';

export function sampleFile(bytes = 600, filename = 'performance.csv'): MailFile {
  return {
    filename,
    contentType: 'text/csv; charset=utf-8',
    bytes: Buffer.from('campaign,delivered\n'.padEnd(bytes, 'x')),
  };
}

export function sampleContent(change: Partial<MailContent> = {}): MailContent {
  return {
    subject: 'SMS performance, week 47: 4.1 % clicked',
    html: '<html><body><p>Vänern – 4.1&nbsp;%</p>\n<img src="cid:trend" alt="trend"></body></html>',
    text: 'Vänern – 4.1 %\n.a line that starts with a dot\nFrom the start\n',
    attachments: [
      {
        filename: 'trend.png',
        contentType: 'image/png',
        cid: 'trend',
        bytes: Buffer.from([137, 80, 78, 71]),
      },
      sampleFile(),
    ],
    ...change,
  };
}

export function sampleRequest(change: Partial<MailRequest> = {}): MailRequest {
  return {
    content: sampleContent(),
    from: parseNamedAddress('SMS reports <reports@example.com>'),
    replyTo: parseAddress('ana@example.com'),
    date: Temporal.Instant.from('2026-11-23T06:00:04Z'),
    messageIdDomain: 'reports.example.com',
    secretKey: SECRET,
    runKey: '17',
    scheduleKey: 'weekly',
    publicUrl: null,
    ...change,
  };
}
