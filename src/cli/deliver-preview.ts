import type { App } from '../app.ts';
import { Failure } from '../core/failure.ts';
import { readSendHours } from '../core/findings/send-hours.ts';
import { parseAddress } from '../mail/address.ts';
import type { ReportAsked } from '../pipelines/compose-needs.ts';
import { reasonOf } from '../pipelines/judge-quiet.ts';
import { type Preview, previewReport } from '../pipelines/preview-report.ts';
import { reviewUrl } from '../pipelines/review-url.ts';
import { sendTest } from '../pipelines/send-test.ts';
import { loadTemplates } from '../render/templates.ts';
import { loadUnattributedOptOuts } from '../store/counts/load-unattributed-opt-outs.ts';
import type { CommandContext } from './context.ts';
import { readEnding, writeReport } from './write-report.ts';

/** Where a preview goes: a file, one address (marked [TEST]), or, with neither, the terminal. */
export type Destination = { readonly out?: string; readonly mailTo?: string };

/** Refuses what cannot work before anything is computed. */
export function checkDestination({ out, mailTo }: Destination): void {
  if (out !== undefined) readEnding(out);
  if (mailTo !== undefined) parseAddress(mailTo, '--mail-to');
}

/** Counts what came in, makes the report and delivers it; `ask` gets the database's time. */
export async function deliverPreview(
  context: CommandContext,
  destination: Destination,
  ask: (app: App, now: Temporal.Instant) => Promise<ReportAsked> | ReportAsked,
): Promise<void> {
  const app = await context.app();
  if (destination.mailTo !== undefined) smtpUrlOf(app);
  const before = await app.now();
  const asked = await ask(app, before);
  await app.refresh();
  const preview = await previewReport(
    {
      db: app.db,
      templates: loadTemplates(),
      loadUnattributedOptOuts,
      rules: app.rules,
    },
    {
      ...asked,
      sendHours: readSendHours(app.config.SEND_HOURS),
      reviewUrl: reviewUrl({ publicUrl: app.config.PUBLIC_URL ?? null, secretKey: app.secretKey }, asked),
    },
  );
  const { watch } = preview.model;
  if (watch !== undefined) context.stderr(`${reasonOf(watch, preview.model)}\n`);
  const { out, mailTo } = destination;
  if (out !== undefined) await write(context, app, preview, out);
  if (mailTo !== undefined) await send(context, app, preview, mailTo);
  if (out === undefined && mailTo === undefined) {
    context.stdout(`Subject: ${preview.rendered.subject}\n\n${preview.rendered.text}`);
  }
}

async function write(context: CommandContext, app: App, preview: Preview, out: string): Promise<void> {
  await writeReport(out, preview, {
    mailFrom: app.config.MAIL_FROM,
    messageIdDomain: app.config.MESSAGE_ID_DOMAIN,
    secretKey: app.secretKey,
  });
  context.stderr(`${out}: ${preview.rendered.subject}\n`);
}

function smtpUrlOf({ config }: App): string {
  if (config.SMTP_URL !== undefined) return config.SMTP_URL;
  throw new Failure('bad-config', 'SMTP_URL: is required to send mail, e.g. smtp://user:password@host:587');
}

async function send(context: CommandContext, app: App, { model }: Preview, to: string): Promise<void> {
  const mail = {
    db: app.db,
    templates: loadTemplates(),
    smtpUrl: smtpUrlOf(app),
    mailFrom: app.config.MAIL_FROM,
    messageIdDomain: app.config.MESSAGE_ID_DOMAIN,
    secretKey: app.secretKey,
  };
  context.stdout(`sent to ${to}: ${await sendTest(mail, model, to, await app.now())}\n`);
}
