import { randomUUID } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { parseAddress } from '../mail/address.ts';
import type { MailRequest } from '../mail/compose-message.ts';
import { composeEml } from '../mail/eml.ts';
import type { Mailer } from '../mail/mailer.ts';
import { type RenderedReport, renderReport } from '../render/render-report.ts';
import type { Templates } from '../render/templates.ts';

export type TestSend = {
  readonly model: ReportModel;
  readonly templates: Templates;
  readonly to: string;
  readonly mailer: Mailer;
  /** sender and the like; a test has no schedule and no List-* headers */
  readonly mail: Pick<MailRequest, 'from' | 'replyTo' | 'messageIdDomain' | 'secretKey'>;
  readonly now: Temporal.Instant;
};

/**
 * Sends a report marked [TEST] to one address, once, at once. Not through the ledger: a person waits for the answer and
 * repeats it by hand; nothing is stored, nothing is tried again. Throws `smtp-unreachable` or `mail-refused`.
 */
export async function sendTestReport(
  test: TestSend,
): Promise<{ readonly messageId: string; readonly reply: string }> {
  const recipient = parseAddress(test.to, '--mail-to');
  const content = await renderReport(markedAsTest(test.model), test.templates);
  const { mail, bytes } = composeEml(requestOf(test, content), recipient);
  const outcome = await test.mailer.send({
    from: mail.envelope.from,
    to: recipient.address,
    bytes,
    beforeBody: async () => undefined,
  });
  switch (outcome.kind) {
    case 'sent':
      return { messageId: mail.messageId, reply: outcome.reply.text };
    case 'permanent':
      throw new Failure('mail-refused', `the mail server refused it: ${outcome.reply.text}`);
    case 'temporary':
      throw new Failure('smtp-unreachable', `not sent: ${outcome.reply.text}`, { retryable: true });
    case 'ambiguous':
      throw new Failure('smtp-unreachable', `perhaps sent, look for it: ${outcome.reply.text}`);
    case 'withheld':
      throw new Failure('internal', 'a test mail has no gate', { cause: outcome.cause });
  }
}

function markedAsTest(model: ReportModel): ReportModel {
  return { ...model, marks: [...new Set(['TEST' as const, ...model.marks])] };
}

function requestOf(test: TestSend, content: RenderedReport): MailRequest {
  return {
    ...test.mail,
    content,
    date: test.now,
    runKey: `test-${randomUUID()}`,
    scheduleKey: null,
    publicUrl: null,
  };
}
