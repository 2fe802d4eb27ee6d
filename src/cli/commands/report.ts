import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { REPORT_TYPES, type ReportType } from '../../core/reports/catalogue.ts';
import type { ReportAsked } from '../../pipelines/compose-report.ts';
import { type Preview, previewReport } from '../../pipelines/preview-report.ts';
import { loadTemplates } from '../../render/templates.ts';
import { loadUnattributedOptOuts } from '../../store/counts/load-unattributed-opt-outs.ts';
import type { CommandContext } from '../context.ts';
import { readInstant, readWindow, type WindowFlags } from '../read-window.ts';
import { readEnding, writeReport } from '../write-report.ts';

type Flags = WindowFlags & {
  readonly campaign?: readonly string[];
  readonly segment?: readonly string[];
  readonly locale: string;
  readonly title?: string;
  readonly out?: string;
};

const STALE_AFTER_S = 7_200;

export function registerReport(program: Command, context: CommandContext): void {
  program
    .command('report <type>')
    .description(`make a report now: ${REPORT_TYPES.join(', ')}; prints it, or writes --out`)
    .addOption(
      new Option('--window <kind>', 'last-hour, last-day, last-week or last-month (default: last-week)'),
    )
    .option('--from <date>', 'first local day (or 2026-11-16T08:00)')
    .option('--to <date>', 'end of the window, exclusive')
    .option('--tz <zone>', 'IANA zone of the window', 'UTC')
    .option('--as-of <instant>', 'what "last week" is counted back from (default: now)')
    .option('--campaign <id...>', 'only these campaigns')
    .option('--segment <id...>', 'only these segments')
    .option('--locale <locale>', 'numbers and dates', 'en-GB')
    .option('--title <title>', 'title of the report')
    .option('--out <file>', 'write .html, .txt, .json, .csv, .eml or .png')
    .action(async (type: string, flags: Flags) => {
      const report = readType(type);
      if (flags.out !== undefined) readEnding(flags.out);
      readWindow(flags, Temporal.Now.instant());
      const app = await context.app();
      const preview = await makePreview(app, report, flags);
      await deliver(context, app, preview, flags.out);
    });
}

function readType(text: string): ReportType {
  const type = REPORT_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  throw new Failure('bad-input', `report: ${text.slice(0, 40)} is not one of ${REPORT_TYPES.join(', ')}`);
}

async function makePreview(app: App, report: ReportType, flags: Flags): Promise<Preview> {
  await app.refresh();
  const now = await app.now();
  const { window, kind } = readWindow(flags, now);
  const asked: ReportAsked = {
    report,
    title: flags.title ?? 'SMS performance',
    locale: readLocale(flags.locale),
    window,
    windowKind: kind,
    ...(flags.campaign === undefined ? {} : { campaignIds: flags.campaign }),
    ...(flags.segment === undefined ? {} : { segmentIds: flags.segment }),
    asOf: readInstant(flags.asOf, now),
    staleAfterSeconds: STALE_AFTER_S,
    run: {
      id: `preview-${randomUUID().slice(0, 8)}`,
      why: ['You asked for this report on the command line.'],
      schedule: null,
      nextRunAt: null,
      recipients: [],
      marks: [],
    },
  };
  return previewReport({ db: app.db, templates: loadTemplates(), loadUnattributedOptOuts }, asked);
}

function readLocale(text: string): string {
  try {
    const [locale] = Intl.getCanonicalLocales(text);
    if (locale !== undefined) return locale;
  } catch {
    // falls through to the one refusal below
  }
  throw new Failure('bad-input', `--locale: ${text.slice(0, 40)} is not a locale such as en-GB or nb-NO`);
}

async function deliver(
  context: CommandContext,
  app: App,
  preview: Preview,
  out: string | undefined,
): Promise<void> {
  if (out === undefined)
    return context.stdout(`Subject: ${preview.rendered.subject}\n\n${preview.rendered.text}`);
  await writeReport(out, preview, {
    mailFrom: app.config.MAIL_FROM,
    messageIdDomain: app.config.MESSAGE_ID_DOMAIN,
    secretKey: app.secretKey,
  });
  context.stderr(`${out}: ${preview.rendered.subject}\n`);
}
