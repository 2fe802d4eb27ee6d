import type { ReportModel } from '../core/reports/report-model.ts';
import { createMailer } from '../mail/mailer.ts';
import { parseSender } from '../mail/sender-address.ts';
import { parseSmtpUrl } from '../mail/smtp-url.ts';
import type { Templates } from '../render/templates.ts';
import type { Db } from '../store/connect.ts';
import { refuseWhilePaused } from './mail-gate.ts';
import { refuseOtherBrands } from './refuse-other-brands.ts';
import { sendTestReport } from './test-send.ts';

export type TestMail = {
  readonly db: Db;
  readonly templates: Templates;
  readonly smtpUrl: string;
  /** as MAIL_FROM has it */
  readonly mailFrom: string;
  readonly messageIdDomain: string;
  readonly secretKey: string;
};

/** Opens a line to the mail server, sends one report marked [TEST], and says what the server answered. */
export async function sendTest(
  mail: TestMail,
  model: ReportModel,
  to: string,
  now: Temporal.Instant,
): Promise<string> {
  await refuseWhilePaused(mail.db);
  await refuseOtherBrands(mail.db, { recipients: [to], brands: model.brands ?? null });
  const mailer = createMailer(parseSmtpUrl(mail.smtpUrl));
  try {
    const sent = await sendTestReport({
      model,
      templates: mail.templates,
      to,
      mailer,
      mail: {
        from: parseSender(mail.mailFrom),
        replyTo: null,
        messageIdDomain: mail.messageIdDomain,
        secretKey: mail.secretKey,
      },
      now,
    });
    return sent.reply;
  } finally {
    mailer.close();
  }
}
