import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { type ImportedFile, type ImportProgress, importFiles } from '../../pipelines/import-files.ts';
import { CODE_PROVIDERS } from '../../providers/codes.ts';
import { takeParked } from '../../store/provider-events/take-parked.ts';
import { type FileCounts, failIfAllRefused } from '../all-refused.ts';
import type { CommandContext } from '../context.ts';
import { importEvents } from '../import-events.ts';
import type { ImporterFlags } from '../importer-flags.ts';
import { phoneSummary } from '../phone-words.ts';
import { shownCount } from '../shown-count.ts';

type Options = ImporterFlags & {
  readonly format: string;
  readonly provider: string;
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly maxErrors: string;
  readonly json?: boolean;
};

export function registerImport(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description("import CSV files of the interchange format (docs/interchange.md), or a provider's events")
    .argument('<paths...>', 'folders or files; - is standard input, of events only')
    .option(
      '--format <what>',
      'interchange, or events: payloads of a provider as it sends them',
      'interchange',
    )
    .option('--provider <name>', 'whose error codes the messages hold; whose events the files hold', 'twilio')
    .option('--map <file>', 'YAML column map for files of another layout')
    .option('--dry-run', 'read and check, store nothing')
    .option('--max-errors <count>', 'stop when more rows of a file are refused', '1000')
    .option('--timezone <zone>', 'of events: zone of times that name none')
    .option('--error-dictionary <id>', 'of events: table of err: codes of an SMPP or Kannel route')
    .option('--field <name=path...>', 'of events: where a field stands, for payloads of another layout')
    .option('--json', 'as JSON')
    .action(async (paths: readonly string[], options: Options, command: Command) => {
      const maxErrors = readMaxErrors(options.maxErrors);
      const isEvents = readFormat(options.format) === 'events';
      if (isEvents && command.getOptionValueSource('provider') !== 'cli')
        throw new Failure('bad-input', '--format events needs --provider; see definitions providers');
      if (!isEvents && paths.includes('-'))
        throw new Failure('bad-input', '-: standard input is read with --format events only');
      if (!isEvents && !CODE_PROVIDERS.includes(options.provider))
        context.stderr(
          `warning: --provider: there is no code table ${shownText(options.provider)}, its codes count as unknown failures; there are ${CODE_PROVIDERS.join(', ')}\n`,
        );
      const { db, phoneKey, config } = await context.app();
      if (config.SOURCE_DATABASE_URL !== undefined)
        throw new Failure(
          'bad-state',
          'SOURCE_DATABASE_URL is set: the source tables follow that database and take no files',
        );
      if (isEvents) return importEvents(context, paths, { ...options, maxErrors });
      const files = await importFiles({
        db,
        secretKey: phoneKey,
        paths,
        provider: options.provider,
        map: options.map,
        dryRun: options.dryRun,
        maxErrors,
        onProgress: context.isTerminal ? (progress) => showProgress(context, progress) : undefined,
      });
      if (context.isTerminal) context.stderr('\r\u001b[K');
      const taken = options.dryRun === true ? 0 : await takeParked(db, 'all');
      if (options.json === true) context.stdout(`${JSON.stringify(files, null, 2)}\n`);
      else for (const file of files) tell(context, file);
      if (taken > 0)
        context.stderr(`${shownCount(taken)} parked events have found their message or contact\n`);
      failIfAllRefused(files.map(countsOf), 'row');
    });
}

function countsOf({ file, read, rejected, refused: [first] }: ImportedFile): FileCounts {
  const why = first === undefined ? null : `row ${first.rowNo}, ${first.column}: ${first.reason}`;
  return { file, read, refused: rejected, first: why };
}

function readFormat(word: string): 'interchange' | 'events' {
  if (word === 'interchange' || word === 'events') return word;
  throw new Failure('bad-input', '--format: must be interchange or events');
}

function readMaxErrors(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Failure('bad-input', '--max-errors: must be a whole number from 0 to 9999999');
}

function showProgress({ stderr }: CommandContext, { file, rows, share }: ImportProgress): void {
  stderr(`\r\u001b[K${file}: ${shownCount(rows)} rows, ${Math.round(share * 100)} %`);
}

const ENDINGS = {
  done: '',
  known: ' (this file was imported before; not read again)',
  checked: ' (checked only, nothing stored; cited ids not looked up)',
} as const;

function tell({ stdout, stderr }: CommandContext, file: ImportedFile): void {
  const { read, applied, duplicate, stale, rejected, seconds, resumedAfter } = file;
  const resumed = resumedAfter > 0 ? ` (went on after row ${shownCount(resumedAfter)})` : '';
  const rate =
    file.state === 'known' || seconds < 0.5
      ? ''
      : `, ${shownCount(Math.round((read - resumedAfter) / seconds))}/s`;
  stdout(
    `${file.file}: ${shownCount(read)} read = ${shownCount(applied)} applied + ${shownCount(duplicate)} duplicate + ${shownCount(stale)} stale + ${shownCount(rejected)} refused, ${seconds.toFixed(1)} s${rate}${ENDINGS[file.state]}${resumed}\n`,
  );
  tellPhones({ stdout, stderr }, file);
  for (const { rowNo, column, reason } of file.refused) stderr(`  row ${rowNo}, ${column}: ${reason}\n`);
  const untold = rejected - file.refused.length;
  if (untold > 0 && file.refused.length > 0)
    stderr(`  and ${shownCount(untold)} more, see the table import_rejects\n`);
  for (const warning of file.warnings) stderr(`  warning: ${warning}\n`);
}

function tellPhones(
  { stdout, stderr }: Pick<CommandContext, 'stdout' | 'stderr'>,
  { phones }: ImportedFile,
): void {
  if (phones.length === 0) return;
  stdout(`  phones: ${phoneSummary(phones)}\n`);
  const without = phones.reduce((sum, count) => sum + count.withoutPhone, 0);
  if (without > 0)
    stderr(
      `  warning: ${without === 1 ? '1 contact was' : `${shownCount(without)} contacts were`} taken without a phone, theirs cannot be told; see phones list\n`,
    );
}
