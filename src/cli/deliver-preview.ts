import type { App } from '../app.ts';
import { Failure } from '../core/failure.ts';
import { readSendHours } from '../core/findings/send-hours.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { parseAddress } from '../mail/address.ts';
import type { ReportAsked } from '../pipelines/compose-needs.ts';
import { reasonOf } from '../pipelines/judge-quiet.ts';
import { composePreview, type Preview } from '../pipelines/preview-report.ts';
import { reviewUrl } from '../pipelines/review-url.ts';
import { sendTest } from '../pipelines/send-test.ts';
import { type RenderedReport, renderReport } from '../render/render-report.ts';
import { openTemplates } from '../render/templates.ts';
import { loadUnattributedOptOuts } from '../store/counts/load-unattributed-opt-outs.ts';
import type { CommandContext } from './context.ts';
import { watchTemplates } from './watch-templates.ts';
import { readEnding, writeReport } from './write-report.ts';

/** Where a preview goes: a file, one address (marked [TEST]), or, with neither, the terminal. */
export type Destination = {
  readonly out?: string;
  readonly mailTo?: string;
  /** draw it anew whenever a file of TEMPLATES_DIR changes */
  readonly watch?: boolean;
};

/** Refuses what cannot work before anything is computed. */
export function checkDestination({ out, mailTo, watch }: Destination): void {
  if (watch === true && mailTo !== undefined)
    throw new Failure('bad-input', '--watch: is looked at, and goes to nobody by --mail-to');
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
  const { config } = app;
  const { out, mailTo, watch: watches } = destination;
  if (mailTo !== undefined) smtpUrlOf(app);
  // what would be refused after the count is refused before it; while watching, it is told
  const templates = watches === true ? null : openTemplates(config);
  const asked = await ask(app, await app.now());
  await app.refresh();
  const model = await composePreview(
    { db: app.db, loadUnattributedOptOuts, rules: app.rules },
    {
      ...asked,
      sendHours: readSendHours(config.SEND_HOURS),
      reviewUrl: reviewUrl({ publicUrl: config.PUBLIC_URL ?? null, secretKey: app.secretKey }, asked),
    },
  );
  if (model.watch !== undefined) context.stderr(`${reasonOf(model.watch, model)}\n`);
  const render = (): Promise<RenderedReport> => renderReport(model, templates ?? openTemplates(config));
  const put = out === undefined ? null : (rendered: RenderedReport) => write(app, { model, rendered }, out);
  if (watches === true) return watchTemplates(context, config.TEMPLATES_DIR, { render, write: put });
  const rendered = await render();
  if (put !== null) context.stderr(`${await put(rendered)}\n`);
  if (mailTo !== undefined) await send(context, app, model, mailTo);
  if (out === undefined && mailTo === undefined) {
    context.stdout(`Subject: ${rendered.subject}\n\n${rendered.text}`);
  }
}

/** Says what was written where. */
async function write(app: App, preview: Preview, out: string): Promise<string> {
  await writeReport(out, preview, {
    mailFrom: app.config.MAIL_FROM,
    messageIdDomain: app.config.MESSAGE_ID_DOMAIN,
    secretKey: app.secretKey,
  });
  return `${out}: ${preview.rendered.subject}`;
}

function smtpUrlOf({ config }: App): string {
  if (config.SMTP_URL !== undefined) return config.SMTP_URL;
  throw new Failure('bad-config', 'SMTP_URL: is required to send mail, e.g. smtp://user:password@host:587');
}

async function send(context: CommandContext, app: App, model: ReportModel, to: string): Promise<void> {
  const mail = {
    db: app.db,
    templates: openTemplates(app.config),
    smtpUrl: smtpUrlOf(app),
    mailFrom: app.config.MAIL_FROM,
    messageIdDomain: app.config.MESSAGE_ID_DOMAIN,
    secretKey: app.secretKey,
  };
  context.stdout(`sent to ${to}: ${await sendTest(mail, model, to, await app.now())}\n`);
}
