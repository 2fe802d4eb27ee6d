import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { parseAddress } from '../../src/mail/address.ts';
import { type Catcher, startCatcher } from '../../src/mail/catcher.ts';
import { composeMails } from '../../src/mail/compose-message.ts';
import { assembleMail } from '../../src/mail/envelope.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { itemAt } from '../support/item-at.ts';
import { sampleContent, sampleRequest } from '../support/mail-request.ts';

const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'catcher-'));
  toClose.push(() => rm(path, { recursive: true }));
  return path;
}

async function catcherIn(path: string): Promise<Catcher> {
  const catcher = await startCatcher({ folder: path });
  toClose.push(() => catcher.stop());
  return catcher;
}

async function deliver(catcher: Catcher): Promise<Buffer> {
  const mailer = createMailer(parseSmtpUrl(catcher.url));
  const { mails, parts } = composeMails(sampleRequest(), [parseAddress('ana@example.com')]);
  const { envelope, recipient } = itemAt(mails, 0);
  const stored = new Map(parts.map((part) => [part.sha256, part.bytes]));
  const bytes = assembleMail(envelope, envelope.full.sha256, stored);
  const outcome = await mailer.send({
    from: envelope.from,
    to: recipient.address,
    bytes,
    beforeBody: async () => undefined,
  });
  mailer.close();
  expect(outcome.kind).toBe('sent');
  return bytes;
}

it('keeps a mail byte by byte as an .eml file and reads it', async () => {
  const path = await folder();
  const catcher = await catcherIn(path);
  const bytes = await deliver(catcher);
  const mails = await catcher.mails();
  expect(mails).toHaveLength(1);
  const mail = itemAt(mails, 0);
  expect(mail.to).toEqual(['ana@example.com']);
  expect(mail.subject).toBe(sampleContent().subject);
  expect(mail.html).toContain('cid:trend');
  expect(mail.attachments.map((file) => [file.filename, file.cid])).toEqual([
    ['trend.png', 'trend'],
    ['performance.csv', null],
  ]);
  expect((await readFile(mail.file)).equals(bytes)).toBe(true);
  expect(await readdir(path)).toEqual(['0001-ana@example.com.eml']);
});

it('goes on counting in a folder that was used before', async () => {
  const path = await folder();
  const first = await catcherIn(path);
  await deliver(first);
  await deliver(await catcherIn(path));
  expect(await readdir(path)).toEqual(['0001-ana@example.com.eml', '0002-ana@example.com.eml']);
});
