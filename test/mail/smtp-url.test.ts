import { expect, it } from 'vitest';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';

it('off this machine STARTTLS is required, whatever the URL says', () => {
  expect(parseSmtpUrl('smtp://u%40x:p%2Fw@mail.example.com')).toEqual({
    host: 'mail.example.com',
    port: 587,
    secure: false,
    requireTls: true,
    auth: { user: 'u@x', pass: 'p/w' },
    name: null,
  });
  expect(parseSmtpUrl('smtp://10.0.0.5:25').requireTls).toBe(true);
  expect(parseSmtpUrl('smtp://127.0.0.1.example.com').requireTls).toBe(true);
});

it.each(['smtp://127.0.0.1:1025', 'smtp://localhost', 'smtp://[::1]:25', 'smtp://127.5.4.3'])(
  '%s stays on this machine and may be in clear',
  (url) => {
    expect(parseSmtpUrl(url).requireTls).toBe(false);
    expect(parseSmtpUrl(`${url}?tls=required`).requireTls).toBe(true);
  },
);

it('smtps is TLS from the first byte on port 465', () => {
  expect(parseSmtpUrl('smtps://mail.example.com/?name=reports.example.com')).toMatchObject({
    port: 465,
    secure: true,
    name: 'reports.example.com',
  });
});

it.each([
  'http://mail.example.com',
  'mail.example.com',
  'smtp://',
  'smtp://user@mail.example.com',
  'smtp://:pw@mail.example.com',
  'smtp://%zz:pw@mail.example.com',
  'smtp://mail.example.com/path',
  'smtp://mail.example.com?rejectUnauthorized=false',
  'smtp://mail.example.com?tls=none',
  'smtp://mail.example.com?name=a%0d%0aRCPT',
  'smtp://mail.example.com:99999',
])('%s is refused without showing the password', (url) => {
  expect(() => parseSmtpUrl(url)).toThrow(/^SMTP_URL: (?!.*pw)/);
});
