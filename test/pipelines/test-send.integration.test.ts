import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { parseNamedAddress } from '../../src/mail/address.ts';
import { type Catcher, startCatcher } from '../../src/mail/catcher.ts';
import { createMailer, type Mailer } from '../../src/mail/mailer.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { sendTestReport } from '../../src/pipelines/test-send.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { benchOn, renderedRun, START } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { SECRET } from '../support/mail-request.ts';
import { NOBODY, startMisbehavingSmtp } from '../support/smtp-misbehaving.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { database } = useDispatchBench();
let folder: string;
let catcher: Catcher;
let model: ReportModel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-send-'));
  catcher = await startCatcher({ folder });
  model = JSON.parse(
    await readFile(new URL('../golden/performance.clear-change.json', import.meta.url), 'utf8'),
  );
});

afterAll(async () => {
  await catcher.stop();
  await rm(folder, { recursive: true });
});

function testSend(mailer: Mailer, to = 'me@example.com') {
  return sendTestReport({
    model,
    templates: loadTemplates(),
    to,
    mailer,
    mail: {
      from: parseNamedAddress('SMS reports <reports@example.com>'),
      replyTo: null,
      messageIdDomain: 'reports.example.com',
      secretKey: SECRET,
    },
    now: START,
  });
}

async function withMailer<T>(url: string, work: (mailer: Mailer) => Promise<T>): Promise<T> {
  const mailer = createMailer(parseSmtpUrl(url));
  try {
    return await work(mailer);
  } finally {
    mailer.close();
  }
}

it('a test send puts the report marked [TEST] into one mailbox', async () => {
  const { messageId } = await withMailer(catcher.url, testSend);
  const mail = itemAt(
    (await catcher.mails()).filter((one) => one.to.includes('me@example.com')),
    0,
  );
  expect(mail.subject).toMatch(/^\[TEST\] /);
  expect(mail.messageId).toBe(messageId);
  expect(Buffer.from(mail.raw).toString()).not.toMatch(/^List-/m);
});

it('a test send that is refused says so, and asks for one address', async () => {
  const smtp = await startMisbehavingSmtp({ rcpt: '550 5.1.1 no such user' });
  await expect(withMailer(smtp.url, testSend)).rejects.toMatchObject({ code: 'mail-refused' });
  await smtp.stop();
  await expect(withMailer(NOBODY, testSend)).rejects.toMatchObject({ code: 'smtp-unreachable' });
  await expect(withMailer(smtp.url, (mailer) => testSend(mailer, 'a@x.no, b@x.no'))).rejects.toMatchObject({
    code: 'bad-input',
  });
});

it('a real report goes through the ledger and arrives as it was rendered', async () => {
  const rendered = await renderReport(model, loadTemplates());
  const runId = await renderedRun(database(), { recipients: ['lead@example.com'], content: rendered });
  const worker = benchOn(database(), catcher.url);
  expect(await worker.sendAll(runId)).toEqual(['sent']);
  worker.close();
  const mail = itemAt(
    (await catcher.mails()).filter((one) => one.to.includes('lead@example.com')),
    0,
  );
  expect(mail.subject).toBe(rendered.subject);
  expect(mail.html).toContain('/unsubscribe/');
  expect(withoutOwn(mail.html)).toBe(withoutOwn(rendered.html));
  expect(withoutOwn(mail.text)).toBe(withoutOwn(rendered.text));
  expect(mail.attachments.map((file) => file.cid ?? file.filename)).toEqual(
    rendered.attachments.map((file) => file.cid ?? file.filename),
  );
  for (const [index, file] of rendered.attachments.entries()) {
    expect(Buffer.from(itemAt(mail.attachments, index).bytes).equals(Buffer.from(file.bytes))).toBe(true);
  }
});

/** Without what is each recipient's own: the way to leave, and the places of it and of files left out. */
function withoutOwn(part: string): string {
  return part
    .replace(/^(?:Leave this report:\n)?.*\/unsubscribe\/.*$/gm, '')
    .replace(/^<!--(?:leave|left-out)[^>]*-->\n/gm, '')
    .replace(/\n+/g, '\n')
    .trim();
}
