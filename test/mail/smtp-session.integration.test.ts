import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createMailer, type Mailer } from '../../src/mail/mailer.ts';
import type { SendOutcome } from '../../src/mail/smtp-outcome.ts';
import type { SmtpTimeouts } from '../../src/mail/smtp-session.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { selfSignedCertificate } from '../support/self-signed-certificate.ts';
import { type MisbehavingSmtp, type Script, startMisbehavingSmtp } from '../support/smtp-misbehaving.ts';

const BODY = 'Subject: a\r\n\r\n.dot\r\nlast line\r\n';
/** Short where no answer comes: a machine that stops for a moment before that must change nothing. */
const PATIENT = 60_000;
const inHurry = (what: 'setup' | 'envelope' | 'body'): SmtpTimeouts => ({
  setup: PATIENT,
  envelope: PATIENT,
  idle: PATIENT,
  body: PATIENT,
  [what]: 250,
});
/** There nobody listens and nobody may. */
const NOBODY = 'smtp://127.0.0.1:1';
const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function server(...scripts: readonly Script[]): Promise<MisbehavingSmtp> {
  const smtp = await startMisbehavingSmtp(...scripts);
  toClose.push(() => smtp.stop());
  return smtp;
}

function mailerTo(url: string, timeouts?: SmtpTimeouts): Mailer {
  const mailer = createMailer(parseSmtpUrl(url), timeouts);
  toClose.push(() => mailer.close());
  return mailer;
}

type Sent = { readonly outcome: SendOutcome; readonly gateCalls: number };

async function send(mailer: Mailer, body: string | Uint8Array = BODY, to = 'ana@example.com'): Promise<Sent> {
  let gateCalls = 0;
  const outcome = await mailer.send({
    from: 'reports@example.com',
    to,
    bytes: Buffer.from(body),
    beforeBody: async () => {
      gateCalls += 1;
    },
  });
  return { outcome, gateCalls };
}

describe('a well-behaved server', () => {
  it('gets the bytes exactly, and its reply is kept', async () => {
    const smtp = await server();
    const { outcome, gateCalls } = await send(mailerTo(smtp.url));
    expect(outcome).toEqual({
      kind: 'sent',
      reply: { code: 250, enhanced: '2.0.0', text: '250 2.0.0 kept' },
    });
    expect(gateCalls).toBe(1);
    expect(smtp.bodies.map((body) => body.bytes)).toEqual([BODY]);
  });

  it('gets the next mail over the same connection', async () => {
    const smtp = await server();
    const mailer = mailerTo(smtp.url);
    for (let n = 0; n < 3; n += 1) expect((await send(mailer)).outcome.kind).toBe('sent');
    expect(smtp.connections()).toBe(1);
    expect(smtp.bodies).toHaveLength(3);
  });

  it('that dropped the idle connection is called again at once', async () => {
    const smtp = await server({ dot: { reply: '250 2.0.0 kept', after: 'close' } }, {});
    const mailer = mailerTo(smtp.url);
    expect((await send(mailer)).outcome.kind).toBe('sent');
    expect((await send(mailer)).outcome.kind).toBe('sent');
    expect(smtp.bodies).toHaveLength(2);
  });
});

describe('the gate before the body', () => {
  it('is passed after 354 and before the first byte', async () => {
    const smtp = await server();
    const seen: string[] = [];
    await mailerTo(smtp.url).send({
      from: 'reports@example.com',
      to: 'ana@example.com',
      bytes: Buffer.from(BODY),
      beforeBody: async () => {
        seen.push(smtp.commands.at(-1) ?? '', String(smtp.bodies.length));
      },
    });
    expect(seen).toEqual(['DATA', '0']);
  });

  it('that refuses keeps every byte back', async () => {
    const smtp = await server();
    const cause = new Error('fence lost');
    const outcome = await mailerTo(smtp.url).send({
      from: 'reports@example.com',
      to: 'ana@example.com',
      bytes: Buffer.from(BODY),
      beforeBody: () => Promise.reject(cause),
    });
    expect(outcome).toEqual({ kind: 'withheld', cause });
    expect(smtp.bodies).toEqual([]);
  });
});

describe('a server that says no', () => {
  it.each<[string, Script, object]>([
    ['421 as greeting', { greeting: '421 4.3.2 closing' }, { kind: 'temporary', scope: 'host' }],
    [
      '554 as greeting',
      { greeting: '554 5.3.2 no mail here' },
      { kind: 'temporary', scope: 'host', config: true },
    ],
    ['closes before greeting', { greeting: 'close' }, { kind: 'temporary', scope: 'host' }],
    ['greets with garbage', { greeting: 'HTTP/1.1 400 Bad Request' }, { kind: 'temporary', scope: 'host' }],
    ['450 at RCPT', { rcpt: '450 4.2.0 greylisted' }, { kind: 'temporary', scope: 'mail' }],
    ['452 at RCPT', { rcpt: '452 4.5.3 too many' }, { kind: 'temporary', scope: 'host' }],
    [
      '421 at RCPT',
      { rcpt: { reply: '421 4.7.0 slow down', after: 'close' } },
      { kind: 'temporary', scope: 'host' },
    ],
    ['550 at RCPT', { rcpt: '550 5.1.1 no such user' }, { kind: 'permanent', tooLarge: false }],
    ['553 at RCPT', { rcpt: '553 5.1.3 bad address' }, { kind: 'permanent', tooLarge: false }],
    ['closes at RCPT', { rcpt: 'close' }, { kind: 'temporary', scope: 'host' }],
    ['550 at MAIL', { mail: '550 5.7.1 not you' }, { kind: 'permanent' }],
    ['closes at DATA', { data: 'close' }, { kind: 'temporary', scope: 'host' }],
    ['451 at DATA', { data: '451 4.3.0 later' }, { kind: 'temporary', scope: 'mail' }],
    ['size known at EHLO', { offers: ['SIZE 10'] }, { kind: 'permanent', tooLarge: true }],
  ])('%s: nothing of the body went out', async (_what, script, expected) => {
    const smtp = await server(script);
    const { outcome, gateCalls } = await send(mailerTo(smtp.url));
    expect(outcome).toMatchObject(expected);
    expect(gateCalls).toBe(0);
    expect(smtp.bodies).toEqual([]);
  });

  it.each<[string, Script, object]>([
    ['451 after the dot', { dot: '451 4.3.0 later' }, { kind: 'temporary', scope: 'mail' }],
    ['552 after the dot', { dot: '552 5.3.4 too big' }, { kind: 'permanent', tooLarge: true }],
    ['554 after the dot', { dot: '554 5.7.1 spam' }, { kind: 'permanent', tooLarge: false }],
    ['250, then close', { dot: { reply: '250 2.0.0 kept', after: 'close' } }, { kind: 'sent' }],
    ['250, then reset', { dot: { reply: '250 2.0.0 kept', after: 'reset' } }, { kind: 'sent' }],
    ['close after the dot', { dot: 'close' }, { kind: 'ambiguous' }],
    ['reset after the dot', { dot: 'reset' }, { kind: 'ambiguous' }],
    ['garbage after the dot', { dot: 'whatever' }, { kind: 'ambiguous' }],
  ])('%s', async (_what, script, expected) => {
    const smtp = await server(script);
    expect((await send(mailerTo(smtp.url))).outcome).toMatchObject(expected);
    expect(smtp.bodies).toHaveLength(1);
  });

  it('resets in mid-body: the dot never went out, so it is surely not sent', async () => {
    const smtp = await server({ midBody: 'reset' });
    const body = Buffer.alloc(40_000_000, 'x\r\n');
    const { outcome, gateCalls } = await send(mailerTo(smtp.url), body);
    expect(outcome).toMatchObject({ kind: 'temporary', scope: 'host' });
    expect(gateCalls).toBe(1);
    expect(smtp.bodies).toEqual([]);
  });

  it('says 250 in mid-body: that is not an acceptance', async () => {
    const smtp = await server({ midBody: '250 2.0.0 thanks already' });
    const { outcome } = await send(mailerTo(smtp.url), Buffer.alloc(40_000_000, 'x\r\n'));
    expect(outcome.kind).toBe('temporary');
  });
});

describe('a server that does not answer', () => {
  it.each([
    ['the connection', { greeting: 'hang' }, 'setup', 'temporary'],
    ['EHLO', { ehlo: 'hang' }, 'setup', 'temporary'],
    ['RCPT', { rcpt: 'hang' }, 'envelope', 'temporary'],
    ['DATA', { data: 'hang' }, 'envelope', 'temporary'],
    ['the dot', { dot: 'hang' }, 'body', 'ambiguous'],
  ] as const)('%s is given up in time', async (_what, script, limit, kind) => {
    const smtp = await server(script);
    expect((await send(mailerTo(smtp.url, inHurry(limit)))).outcome.kind).toBe(kind);
  });

  it('because nobody listens is temporary', async () => {
    expect((await send(mailerTo(NOBODY))).outcome).toMatchObject({ kind: 'temporary', scope: 'host' });
  });

  it('and babbles without end is cut off with bounded memory', async () => {
    const smtp = await server({ greeting: '220-babble\n'.repeat(200_000) });
    const before = process.memoryUsage().rss;
    expect((await send(mailerTo(smtp.url))).outcome).toMatchObject({ kind: 'temporary', scope: 'host' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});

describe('secrets and clear text', () => {
  const login = 'smtp://user:secret-password@127.0.0.1';

  it('without STARTTLS neither password nor mail goes out where TLS is required', async () => {
    const smtp = await server({ offers: ['AUTH PLAIN LOGIN'] });
    const url = `${smtp.url.replace('smtp://127.0.0.1', login)}?tls=required`;
    const { outcome } = await send(mailerTo(url));
    expect(outcome).toMatchObject({ kind: 'temporary', scope: 'host', config: true });
    expect(smtp.commands.join('\n')).not.toMatch(/AUTH|MAIL|RCPT/);
  });

  it('a wrong password is trouble of the host and is not shown', async () => {
    const smtp = await server({ offers: ['AUTH PLAIN'], auth: '535 5.7.8 no' });
    const { outcome } = await send(mailerTo(smtp.url.replace('smtp://127.0.0.1', login)));
    expect(outcome).toMatchObject({ kind: 'temporary', scope: 'host', config: true, reply: { code: 535 } });
    expect(JSON.stringify(outcome)).not.toContain('secret-password');
  });

  async function tlsServer(host: string, validTo: string): Promise<string> {
    const { key, cert } = selfSignedCertificate(host, new Date(validTo));
    setDefaultCACertificates([...getCACertificates('default'), cert]);
    const smtp = new SMTPServer({
      key,
      cert,
      authOptional: true,
      logger: false,
      onData: (stream, _session, done) => {
        stream.resume().on('end', () => done(null));
      },
    });
    smtp.on('error', () => undefined);
    const port = await new Promise<number>((resolve) => {
      const listener = smtp.listen(0, '127.0.0.1', () => {
        const address = listener.address();
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
    toClose.push(() => new Promise<void>((resolve) => smtp.close(resolve)));
    return `smtp://localhost:${port}?tls=required`;
  }

  it('STARTTLS with a certificate that is trusted and right works', async () => {
    expect((await send(mailerTo(await tlsServer('localhost', '2040-01-01')))).outcome.kind).toBe('sent');
  });

  it.each([
    ['expired', 'localhost', '2021-01-01'],
    ['for another name', 'mail.example.com', '2040-01-01'],
  ])('a certificate that is %s stops everything', async (_what, host, validTo) => {
    const { outcome, gateCalls } = await send(mailerTo(await tlsServer(host, validTo)));
    expect(outcome).toMatchObject({ kind: 'temporary', scope: 'host', config: true });
    expect(gateCalls).toBe(0);
  });
});
