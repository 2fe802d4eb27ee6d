import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { parseLocale } from '../../core/locale.ts';
import {
  isReportType,
  REPORT_TYPES,
  REPORTS,
  type ReportType,
  refusalOfFilter,
} from '../../core/reports/catalogue.ts';
import { say } from '../../core/reports/figure.ts';
import { shownText } from '../../core/shown-text.ts';
import { chooseTests } from '../../pipelines/choose-tests.ts';
import type { ReportAsked } from '../../pipelines/compose-needs.ts';
import { unknownIds } from '../../store/known-ids.ts';
import type { CommandContext } from '../context.ts';
import { checkDestination, type Destination, deliverPreview } from '../deliver-preview.ts';
import { readWindow, type WindowFlags } from '../read-window.ts';
import { addScopeOptions, readScope, refuseUnknownScope, type ScopeFlags } from '../scope-flags.ts';

type Flags = WindowFlags &
  ScopeFlags &
  Destination & {
    readonly campaign?: readonly string[];
    readonly segment?: readonly string[];
    readonly locale: string;
    readonly title?: string;
  };

const STALE_AFTER_S = 7_200;

export function registerReport(program: Command, context: CommandContext): void {
  const command = program
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
    .option('--segment <id...>', 'only these segments');
  addScopeOptions(command)
    .option('--locale <locale>', 'language, numbers and dates', 'en-GB')
    .option('--title <title>', 'title of the report')
    .option('--out <file>', 'write .html, .txt, .json, .csv, .eml or .png')
    .option('--mail-to <address>', 'send it, marked [TEST], to yourself')
    .option(
      '--watch',
      'draw it anew whenever a file of TEMPLATES_DIR changes, to --out or a page that reloads itself',
    )
    .action(async (type: string, flags: Flags) => {
      const report = readType(type);
      refuseFilters(report, flags);
      checkDestination(flags);
      asked(report, flags, Temporal.Now.instant());
      await deliverPreview(context, flags, async (app, now) => {
        await refuseUnknown(app, flags);
        await refuseUnknownScope(app.db, flags);
        if (report === 'experiment') await refuseNoTests(app, flags, now);
        return asked(report, flags, now);
      });
    });
}

const LONGEST_TITLE = 200;

/** As in schedules.yaml: it begins the subject. */
function readTitle({ title }: Flags, report: ReportType): string {
  if (title === undefined) return REPORTS.find((one) => one.type === report)?.title ?? report;
  if (title.trim() === '') throw new Failure('bad-input', '--title: is empty');
  if (Array.from(title).length <= LONGEST_TITLE) return title;
  throw new Failure('bad-input', `--title: is longer than ${LONGEST_TITLE} characters`);
}

function readType(text: string): ReportType {
  if (isReportType(text)) return text;
  throw new Failure('bad-input', `report: ${shownText(text)} is not one of ${REPORT_TYPES.join(', ')}`);
}

function asked(report: ReportType, flags: Flags, now: Temporal.Instant): ReportAsked {
  const { window, kind } = readWindow(flags, now);
  return {
    report,
    title: readTitle(flags, report),
    locale: parseLocale(flags.locale, '--locale'),
    window,
    windowKind: kind,
    ...(flags.campaign === undefined ? {} : { campaignIds: flags.campaign }),
    ...(flags.segment === undefined ? {} : { segmentIds: flags.segment }),
    ...readScope(report, flags),
    // the counts are those of now, whatever day the window is counted back from
    asOf: now,
    staleAfterSeconds: STALE_AFTER_S,
    run: {
      id: `preview-${randomUUID().slice(0, 8)}`,
      why: say`You asked for this report on the command line.`,
      schedule: null,
      nextRunAt: null,
      recipients: [],
      marks: [],
    },
  };
}

/** A mistyped id would read as a period without campaigns. */
async function refuseUnknown({ db }: App, { campaign = [], segment = [] }: Flags): Promise<void> {
  for (const [kind, ids] of [
    ['campaign', campaign],
    ['segment', segment],
  ] as const) {
    const [unknown] = await unknownIds(db, kind, ids);
    if (unknown !== undefined)
      throw new Failure('bad-input', `--${kind}: there is no ${kind} ${shownText(unknown)}`);
  }
}

function refuseFilters(report: ReportType, flags: Flags): void {
  for (const [flag, filter] of [
    ['segment', 'segments'],
    ['campaign', 'campaigns'],
  ] as const) {
    const refusal = refusalOfFilter(report, filter);
    if (flags[flag] !== undefined && refusal !== null)
      throw new Failure('bad-input', `--${flag}: ${refusal}`);
  }
}

/** A campaign with one variant would read as a test without a result. */
async function refuseNoTests({ db }: App, { campaign }: Flags, asOf: Temporal.Instant): Promise<void> {
  if (campaign !== undefined) await chooseTests(db, new Map(), { campaignIds: campaign, asOf });
}
