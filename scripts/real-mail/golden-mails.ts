import { readFileSync } from 'node:fs';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { parseAddress, parseNamedAddress } from '../../src/mail/address.ts';
import { composeEml } from '../../src/mail/eml.ts';
import type { MailContent } from '../../src/mail/mail-content.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';

export type GoldenMail = {
  readonly name: string;
  readonly content: MailContent;
  readonly messageId: string;
  readonly bytes: Buffer;
};

/** Where mails are of every kind: all of it, a language with letters of its own, short, nothing to tell, pictures and CSV. */
export const GOLDEN_MAILS: readonly { readonly name: string; readonly locale?: string }[] = [
  { name: 'performance.whole-week' },
  { name: 'performance.clear-change', locale: 'nb-NO' },
  { name: 'performance.alert' },
  { name: 'performance.empty-window' },
  { name: 'performance.four-hundred-campaigns' },
  { name: 'performance.mixed-currencies' },
  { name: 'experiment.winner' },
  { name: 'list-health.busy', locale: 'nb-NO' },
  { name: 'audience-health.busy' },
];

export const SENDER = 'reports@example.com';
export const READER = 'lead@example.com';
export const PERSON = 'crm@example.com';

/** The golden reports as the bytes a worker would send. */
export async function composeGoldenMails(): Promise<readonly GoldenMail[]> {
  const templates = loadTemplates();
  const mails = [];
  for (const { name, locale } of GOLDEN_MAILS) {
    const stored: ReportModel = JSON.parse(readFileSync(`test/golden/${name}.json`, 'utf8'));
    const content = await renderReport({ ...stored, locale: locale ?? stored.locale }, templates);
    const { mail, bytes } = composeEml(
      {
        content,
        from: parseNamedAddress(`SMS-rapporter på e-post <${SENDER}>`),
        replyTo: parseAddress(PERSON),
        date: Temporal.Instant.from('2026-11-23T07:00:04Z'),
        messageIdDomain: 'reports.example.com',
        secretKey: 'no secret: for mails that nobody gets',
        runKey: String(4711 + mails.length),
        scheduleKey: 'weekly',
        publicUrl: 'https://reports.example.com',
      },
      parseAddress(READER),
    );
    mails.push({
      name: locale === undefined ? name : `${name} (${locale})`,
      content,
      messageId: mail.messageId,
      bytes,
    });
  }
  return mails;
}
