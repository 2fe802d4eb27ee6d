import type { App } from '../app.ts';
import { Failure } from '../core/failure.ts';
import { REPORT_TYPES } from '../core/reports/catalogue.ts';
import { describeRule, parseRule } from '../core/time/calendar-rule.ts';
import { dueAt, windowOf } from '../core/time/window-kinds.ts';
import { parseAddress, parseNamedAddress } from '../mail/address.ts';
import { createMailer } from '../mail/mailer.ts';
import { parseSmtpUrl } from '../mail/smtp-url.ts';
import type { ReportAsked } from '../pipelines/compose-report.ts';
import { requireSchedule } from '../pipelines/manage-schedules.ts';
import { type Preview, previewReport } from '../pipelines/preview-report.ts';
import { sendTestReport } from '../pipelines/test-send.ts';
import { loadTemplates } from '../render/templates.ts';
import { loadUnattributedOptOuts } from '../store/counts/load-unattributed-opt-outs.ts';
import type { Schedule } from '../store/schedules.ts';
import type { CommandContext } from './context.ts';
import { readEnding, writeReport } from './write-report.ts';

type Flags = { readonly out?: string; readonly mailTo?: string };

/** The report of a schedule as if it were due now: printed, written, or sent to one address marked [TEST]. */
export async function previewSchedule(context: CommandContext, key: string, flags: Flags): Promise<void> {
  if (flags.out !== undefined) readEnding(flags.out);
  if (flags.mailTo !== undefined) parseAddress(flags.mailTo, '--mail-to');
  const app = await context.app();
  if (flags.mailTo !== undefined) smtpUrlOf(app);
  const schedule = await requireSchedule(app.db, key);
  await app.refresh();
  const now = await app.now();
  const templates = loadTemplates();
  const preview = await previewReport(
    { db: app.db, templates, loadUnattributedOptOuts },
    asked(schedule, now),
  );
  if (flags.out !== undefined) {
    await writeReport(flags.out, preview, {
      mailFrom: app.config.MAIL_FROM,
      messageIdDomain: app.config.MESSAGE_ID_DOMAIN,
      secretKey: app.secretKey,
    });
    context.stderr(`${flags.out}: ${preview.rendered.subject}\n`);
  }
  if (flags.mailTo !== undefined) await send(context, app, preview, flags.mailTo, now);
  if (flags.out === undefined && flags.mailTo === undefined)
    context.stdout(`Subject: ${preview.rendered.subject}\n\n${preview.rendered.text}`);
}

function asked(schedule: Schedule, now: Temporal.Instant): ReportAsked {
  const { timezone, campaignIds, segmentIds } = schedule;
  const report = REPORT_TYPES.find((type) => type === schedule.report);
  if (report === undefined)
    throw new Failure('bad-state', `report type ${schedule.report} does not exist any more`);
  return {
    report,
    title: schedule.title,
    locale: schedule.locale,
    window: windowOf(schedule.windowKind, dueAt(now, timezone), timezone),
    windowKind: schedule.windowKind,
    ...(campaignIds === null ? {} : { campaignIds }),
    ...(segmentIds === null ? {} : { segmentIds }),
    asOf: now,
    staleAfterSeconds: schedule.staleAfterS,
    run: {
      id: `preview-${schedule.key}`,
      why: ['This is a preview of the schedule ', schedule.title, '.'],
      schedule: `${describeRule(parseRule(schedule.rule))} ${timezone}`,
      nextRunAt: schedule.nextDueAt,
      recipients: schedule.recipients,
      marks: ['TEST'],
    },
  };
}

function smtpUrlOf(app: App): string {
  if (app.config.SMTP_URL !== undefined) return app.config.SMTP_URL;
  throw new Failure('bad-config', 'SMTP_URL: is required to send mail, e.g. smtp://user:password@host:587');
}

async function send(
  context: CommandContext,
  app: App,
  { model }: Preview,
  to: string,
  now: Temporal.Instant,
): Promise<void> {
  const mailer = createMailer(parseSmtpUrl(smtpUrlOf(app)));
  try {
    const { config, secretKey } = app;
    const sent = await sendTestReport({
      model,
      templates: loadTemplates(),
      to,
      mailer,
      mail: {
        from: parseNamedAddress(config.MAIL_FROM, 'MAIL_FROM'),
        replyTo: null,
        messageIdDomain: config.MESSAGE_ID_DOMAIN,
        secretKey,
      },
      now,
    });
    context.stdout(`sent to ${to}: ${sent.reply}\n`);
  } finally {
    mailer.close();
  }
}
