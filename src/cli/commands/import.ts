import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { type ImportedFile, type ImportProgress, importFiles } from '../../pipelines/import-files.ts';
import type { CommandContext } from '../context.ts';

type Options = {
  readonly provider: string;
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly maxErrors: string;
  readonly json?: boolean;
};

export function registerImport(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('import CSV files of the interchange format (docs/interchange.md)')
    .argument('<paths...>', 'folders or files')
    .option('--provider <name>', 'whose error codes the messages hold', 'twilio')
    .option('--map <file>', 'YAML column map for files of another layout')
    .option('--dry-run', 'read and check, store nothing')
    .option('--max-errors <count>', 'stop when more rows of a file are refused', '1000')
    .option('--json', 'as JSON')
    .action(async (paths: readonly string[], options: Options) => {
      const maxErrors = readMaxErrors(options.maxErrors);
      const { db, secretKey, config } = await context.app();
      if (config.SOURCE_DATABASE_URL !== undefined)
        throw new Failure(
          'bad-state',
          'SOURCE_DATABASE_URL is set: the source tables follow that database and take no files',
        );
      const files = await importFiles({
        db,
        secretKey,
        paths,
        provider: options.provider,
        map: options.map,
        dryRun: options.dryRun,
        maxErrors,
        onProgress: context.isTerminal ? (progress) => showProgress(context, progress) : undefined,
      });
      if (context.isTerminal) context.stderr('\r\u001b[K');
      if (options.json === true) context.stdout(`${JSON.stringify(files, null, 2)}\n`);
      else for (const file of files) tell(context, file);
    });
}

function readMaxErrors(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Failure('bad-input', '--max-errors: must be a whole number from 0 to 9999999');
}

function showProgress({ stderr }: CommandContext, { file, rows, share }: ImportProgress): void {
  stderr(`\r\u001b[K${file}: ${count(rows)} rows, ${Math.round(share * 100)} %`);
}

const ENDINGS = {
  done: '',
  known: ' (this file was imported before; not read again)',
  checked: ' (checked only, nothing stored; cited ids not looked up)',
} as const;

function tell({ stdout, stderr }: CommandContext, file: ImportedFile): void {
  const { read, applied, duplicate, stale, rejected, seconds, resumedAfter } = file;
  const resumed = resumedAfter > 0 ? ` (went on after row ${count(resumedAfter)})` : '';
  const rate =
    file.state === 'known' || seconds < 0.5
      ? ''
      : `, ${count(Math.round((read - resumedAfter) / seconds))}/s`;
  stdout(
    `${file.file}: ${count(read)} read = ${count(applied)} applied + ${count(duplicate)} duplicate + ${count(stale)} stale + ${count(rejected)} refused, ${seconds.toFixed(1)} s${rate}${ENDINGS[file.state]}${resumed}\n`,
  );
  for (const { rowNo, column, reason } of file.refused) stderr(`  row ${rowNo}, ${column}: ${reason}\n`);
  const untold = rejected - file.refused.length;
  if (untold > 0 && file.refused.length > 0)
    stderr(`  and ${count(untold)} more, see the table import_rejects\n`);
  for (const warning of file.warnings) stderr(`  warning: ${warning}\n`);
}

const NUMBER = new Intl.NumberFormat('en-GB');

function count(number: number): string {
  return NUMBER.format(number);
}
