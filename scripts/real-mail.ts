import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Failure } from '../src/core/failure.ts';
import { createMailer } from '../src/mail/mailer.ts';
import { parseSmtpUrl } from '../src/mail/smtp-url.ts';
import { selfSignedCertificate } from '../test/support/self-signed-certificate.ts';
import { compareMail } from './real-mail/compare-mail.ts';
import { findMailServers } from './real-mail/find-mail-servers.ts';
import { composeGoldenMails, type GoldenMail, READER, SENDER } from './real-mail/golden-mails.ts';
import { type ImapClient, openImap } from './real-mail/imap-client.ts';
import { startMailServers } from './real-mail/start-mail-servers.ts';

/**
 * Sends golden reports through the program's own mail code to a real MTA (Exim, STARTTLS) and reads them back from a real
 * IMAP server (Dovecot, TLS), both private, on loopback, without root. Any difference is an error.
 */
const LOCAL = join(import.meta.dirname, '../.local');

async function main(): Promise<number> {
  const programs = await findMailServers(LOCAL, (line) => void process.stderr.write(`${line}\n`));
  const folder = mkdtempSync(join(tmpdir(), 'real-mail-'));
  const { key, cert } = selfSignedCertificate('localhost', new Date(Date.now() + 86_400_000));
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  try {
    const servers = await startMailServers(programs, { folder, key, cert });
    try {
      process.stdout.write(`Exim ${programs.exim.version}, Dovecot ${programs.dovecot.version}\n`);
      return await sendAndRead(servers);
    } finally {
      await servers.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mails that came back otherwise. */
async function sendAndRead(servers: {
  readonly smtpPort: number;
  readonly imapsPort: number;
  readonly password: string;
}): Promise<number> {
  const mailer = createMailer(parseSmtpUrl(`smtp://localhost:${servers.smtpPort}?tls=required`));
  const imap = await openImap({ port: servers.imapsPort, password: servers.password });
  let wrong = 0;
  try {
    for (const [at, mail] of (await composeGoldenMails()).entries()) {
      const outcome = await mailer.send({
        from: SENDER,
        to: READER,
        bytes: mail.bytes,
        beforeBody: async () => {},
      });
      if (outcome.kind !== 'sent')
        throw new Failure('internal', `${mail.name} was not taken: ${JSON.stringify(outcome)}`);
      wrong += Number(!(await report(imap, await arrival(imap, at + 1), mail)));
    }
  } finally {
    mailer.close();
    imap.close();
  }
  return wrong;
}

async function report(imap: ImapClient, uid: number, mail: GoldenMail): Promise<boolean> {
  const wrong = await compareMail(imap, uid, mail);
  const size = `${Math.ceil(mail.bytes.length / 1024)} kB, ${mail.content.attachments.length} files`;
  process.stdout.write(`${wrong.length === 0 ? 'as sent' : 'DIFFERS'}  ${mail.name} (${size})\n`);
  for (const one of wrong) process.stdout.write(`  ${one}\n`);
  return wrong.length === 0;
}

/** The uid of the n-th mail; a queue may take a moment. */
async function arrival(imap: ImapClient, n: number): Promise<number> {
  for (let tries = 0; tries < 600; tries += 1) {
    const uid = (await imap.search())[n - 1];
    if (uid !== undefined) return uid;
    await sleep(100);
  }
  throw new Failure('internal', `mail ${n} was taken and did not arrive within a minute`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  const wrong = await main();
  if (wrong > 0) throw new Failure('internal', `${wrong} mails came back otherwise than they were sent`);
} catch (error) {
  const failure = error instanceof Failure ? error : new Failure('internal', String(error));
  process.stderr.write(`error: ${failure.code}: ${failure.message}\n`);
  process.exitCode = failure.exitCode;
}
