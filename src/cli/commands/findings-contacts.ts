import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import type { Findings } from '../../core/findings/findings.ts';
import { readFindings } from '../../core/findings/stored-findings.ts';
import { writePrivateFile } from '../../files/write-private-file.ts';
import { findingContactHead, findingContactLines } from '../../render/exports/finding-contact-lines.ts';
import type { Db } from '../../store/connect.ts';
import { lastFindingRun } from '../../store/findings/finding-runs.ts';
import { type FlaggedPerson, listFlagged } from '../../store/findings/list-flagged.ts';
import type { CommandContext } from '../context.ts';
import { contactRow } from '../finding-contact-rows.ts';

type Flags = { readonly csv?: boolean; readonly out: string; readonly flag?: readonly string[] };

const FLAGS: readonly string[] = ['fatigued', 'watch', 're-engage', 'sunset'];

export function registerFindingContacts(findings: Command, context: CommandContext): void {
  findings
    .command('contacts')
    .description('contacts the last search flagged: fatigued, watch, re-engage, sunset; no numbers')
    .option('--csv', 'as CSV, the only form there is')
    .option('--flag <flag...>', `only these: ${FLAGS.join(', ')}`)
    .option('--out <file>', 'new file, or - for standard output', '-')
    .action(async (flags: Flags) => {
      const wrong = flags.flag?.find((flag) => !FLAGS.includes(flag));
      if (wrong !== undefined)
        throw new Failure('bad-input', `--flag: ${wrong.slice(0, 40)} is not one of ${FLAGS.join(', ')}`);
      const app = await context.app();
      const { id, stored } = await lastRun(app);
      const texts = textsOf(app.db, id, stored, flags.flag ?? FLAGS);
      if (flags.out !== '-') await writePrivateFile(resolve(flags.out), texts);
      else for await (const text of texts) context.stdout(text);
    });
}

async function lastRun(app: App): Promise<{ readonly id: number; readonly stored: Findings }> {
  const run = await lastFindingRun(app.db, await app.now());
  if (run !== null) return { id: run.id, stored: readFindings(run.findings) };
  throw new Failure('bad-state', 'nobody has searched for findings yet: run `sms-reports findings`');
}

async function* textsOf(
  db: Db,
  runId: number,
  findings: Findings,
  flags: readonly string[],
): AsyncGenerator<string> {
  yield findingContactHead();
  for await (const page of listFlagged(db, runId))
    yield findingContactLines(page.filter(isAsked(flags)).map((person) => contactRow(person, findings)));
}

function isAsked(flags: readonly string[]): (person: FlaggedPerson) => boolean {
  return ({ flag }) => flags.includes(flag);
}
