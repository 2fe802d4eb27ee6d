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
import { listFlagged } from '../../store/findings/list-flagged.ts';
import { type BadNumber, loadBadNumbers } from '../bad-numbers.ts';
import type { CommandContext } from '../context.ts';
import { badNumberRow, contactRow } from '../finding-contact-rows.ts';
import { searchFirst } from '../search-first.ts';

type Flags = { readonly csv?: boolean; readonly out: string; readonly flag?: readonly string[] };

const FLAGS: readonly string[] = ['fatigued', 'watch', 're-engage', 'sunset'];

export function registerFindingContacts(findings: Command, context: CommandContext): void {
  findings
    .command('contacts')
    .description(
      'contacts the last search flagged (fatigued, watch, re-engage, sunset), and those whose number is bad; no numbers',
    )
    .option('--csv', 'as CSV, the only form there is')
    .option('--flag <flag...>', `only these: ${FLAGS.join(', ')}`)
    .option('--out <file>', 'new file, or - for standard output', '-')
    .action(async (flags: Flags) => {
      const wrong = flags.flag?.find((flag) => !FLAGS.includes(flag));
      if (wrong !== undefined)
        throw new Failure('bad-input', `--flag: ${wrong.slice(0, 40)} is not one of ${FLAGS.join(', ')}`);
      const app = await context.app();
      const { id, stored } = await lastRun(app);
      await searchFirst(context, undefined);
      const bad = await loadBadNumbers(app.db);
      const texts = textsOf(app.db, { id, stored, bad }, flags.flag ?? null);
      if (flags.out !== '-') await writePrivateFile(resolve(flags.out), texts);
      else for await (const text of texts) context.stdout(text);
    });
}

async function lastRun(app: App): Promise<{ readonly id: number; readonly stored: Findings }> {
  const run = await lastFindingRun(app.db, await app.now());
  if (run !== null) return { id: run.id, stored: readFindings(run.findings) };
  throw new Failure('bad-state', 'nobody has searched for findings yet: run `sms-reports findings`');
}

type Told = {
  readonly id: number;
  readonly stored: Findings;
  /** whose row has been told is taken out */
  readonly bad: Map<string, BadNumber>;
};

/** `flags` null = all of them, and then the contacts of whom nothing is said but that their number is bad. */
async function* textsOf(
  db: Db,
  { id, stored, bad }: Told,
  flags: readonly string[] | null,
): AsyncGenerator<string> {
  yield findingContactHead();
  for await (const page of listFlagged(db, id)) {
    const asked = page.filter(({ flag }) => flags === null || flags.includes(flag));
    yield findingContactLines(asked.map((person) => contactRow(person, stored, bad.get(person.contactId))));
    for (const { contactId } of page) bad.delete(contactId);
  }
  if (flags === null)
    yield findingContactLines([...bad].map(([contactId, number]) => badNumberRow(contactId, number)));
}
