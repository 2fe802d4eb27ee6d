import { type TakenFile, takeEventFiles } from '../pipelines/take-event-files.ts';
import { type FileCounts, failIfAllRefused } from './all-refused.ts';
import type { CommandContext } from './context.ts';
import { type ImporterFlags, readImporterFlags } from './importer-flags.ts';
import { shownCount } from './shown-count.ts';

export type EventFlags = ImporterFlags & {
  readonly provider: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly maxErrors: number;
};

/** `import --format events`: files of a provider's payloads, or standard input. */
export async function importEvents(
  context: CommandContext,
  paths: readonly string[],
  flags: EventFlags,
): Promise<void> {
  const options = readImporterFlags(flags);
  const { db, phoneKey, ownWords } = await context.app();
  const { provider, dryRun, maxErrors } = flags;
  const onProgress = (file: string, read: number): void =>
    context.stderr(`\r\u001b[K${file}: ${shownCount(read)} events`);
  const files = await takeEventFiles({
    db,
    secretKey: phoneKey,
    ownWords,
    provider,
    paths,
    options,
    dryRun,
    maxErrors,
    onProgress: context.isTerminal ? onProgress : undefined,
  });
  if (context.isTerminal) context.stderr('\r\u001b[K');
  if (flags.json === true) context.stdout(`${JSON.stringify(files, null, 2)}\n`);
  else for (const file of files) tell(context, file, provider);
  failIfAllRefused(files.map(countsOf), 'record');
}

function countsOf({ file, read, refused, refusals: [first] }: TakenFile): FileCounts {
  const why = first === undefined ? null : `record ${first.index}, ${first.field}: ${first.reason}`;
  return { file, read, refused, first: why };
}

const ENDINGS = { done: '', checked: ' (checked only, nothing stored; messages not looked up)' } as const;

function tell({ stdout, stderr }: CommandContext, file: TakenFile, provider: string): void {
  const { read, applied, duplicate, parked, refused, ignored, taken, seconds, state } = file;
  const rate = seconds < 0.5 ? '' : `, ${shownCount(Math.round(read / seconds))}/s`;
  stdout(
    `${file.file}: ${shownCount(read)} read = ${shownCount(applied)} applied + ${shownCount(duplicate)} duplicate + ${shownCount(parked)} parked + ${shownCount(refused)} refused + ${shownCount(ignored)} ignored, ${seconds.toFixed(1)} s${rate}${ENDINGS[state]}\n`,
  );
  if (taken > 0) stdout(`  and ${shownCount(taken)} that were parked before have found their message\n`);
  if (parked > 0) {
    stdout(
      `  parked: no message or contact of ${provider} with their id is known; they are taken when it is imported\n`,
    );
  }
  for (const { index, field, reason } of file.refusals) stderr(`  record ${index}, ${field}: ${reason}\n`);
  const untold = refused - file.refusals.length;
  if (untold > 0) stderr(`  and ${shownCount(untold)} more\n`);
}
