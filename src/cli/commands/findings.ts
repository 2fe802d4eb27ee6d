import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import type { Findings } from '../../core/findings/findings.ts';
import { readSendHours } from '../../core/findings/send-hours.ts';
import { shownText } from '../../core/shown-text.ts';
import { type Found, findFindings } from '../../pipelines/find-findings.ts';
import { removeFindingRun } from '../../store/findings/finding-runs.ts';
import { loadNames } from '../../store/findings/names.ts';
import type { CommandContext } from '../context.ts';
import { findProgress } from '../find-progress.ts';
import { findingsJson } from '../findings-json.ts';
import { findingsText } from '../print-findings.ts';
import { readInstant, readPastInstant } from '../read-window.ts';
import { registerFindingContacts } from './findings-contacts.ts';
import { registerFindingValidation } from './findings-validate.ts';

type Flags = {
  readonly segment?: readonly string[];
  readonly asOf?: string;
  readonly json?: boolean;
};

const HELP = `
Options of list, which may be left out (findings --json):
  --segment <id...>   only these segments
  --as-of <instant>   as it was known then, or had happened by then; not kept (default: now, kept for reports)
  --json              as JSON (docs/findings.schema.json)`;

export function registerFindings(program: Command, context: CommandContext): void {
  const findings = program
    .command('findings')
    .description('fatigue, send times, anomalies: what the history of sending says (docs/findings.md)')
    .addHelpText('after', HELP);
  findings
    .command('list', { isDefault: true })
    .description('search now and show what was found')
    .option('--segment <id...>', 'only these segments')
    .option('--as-of <instant>', 'as it was known then; not kept (default: now, kept for reports)')
    .option('--json', 'as JSON (docs/findings.schema.json)')
    .action((flags: Flags) => list(context, flags));
  registerFindingContacts(findings, context);
  registerFindingValidation(findings, context);
}

async function list(context: CommandContext, flags: Flags): Promise<void> {
  readInstant(flags.asOf, Temporal.Now.instant());
  const app = await context.app();
  await requireSegments(app, flags.segment ?? []);
  await app.refresh();
  const asOf = readPastInstant(flags.asOf, await app.now());
  const found = await search(context, app, asOf, flags.asOf === undefined);
  const shown = { ...found, findings: onlySegments(found.findings, flags.segment) };
  context.stdout(
    flags.json === true ? `${JSON.stringify(findingsJson(shown), null, 2)}\n` : findingsText(shown),
  );
}

async function search(
  context: CommandContext,
  app: App,
  asOf: Temporal.Instant,
  isKept: boolean,
): Promise<Found> {
  const found = await findFindings(app.db, {
    asOf,
    kind: isKept ? 'kept' : 'passing',
    sendHours: readSendHours(app.config.SEND_HOURS),
    ...findProgress(context),
  });
  if (!isKept) await removeFindingRun(app.db, found.runId);
  return found;
}

/** Before a search that takes its time. */
async function requireSegments({ db }: App, asked: readonly string[]): Promise<void> {
  const { segmentNumber } = await loadNames(db);
  const unknown = asked.find((segment) => segmentNumber(segment) === 0);
  if (unknown !== undefined)
    throw new Failure('bad-input', `--segment: there is no segment ${shownText(unknown)}`);
}

function onlySegments(findings: Findings, asked: readonly string[] | undefined): Findings {
  if (asked === undefined) return findings;
  return {
    ...findings,
    segments: findings.segments.filter(({ segment }) => asked.includes(segment)),
    windows: findings.windows.filter(({ segment }) => segment === null || asked.includes(segment)),
  };
}
