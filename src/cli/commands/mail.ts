import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { quoted } from '../../core/shown-text.ts';
import { pauseWords } from '../../pipelines/mail-gate.ts';
import { writeAudit } from '../../store/audit.ts';
import { pauseMail, readMailPause, resumeMail } from '../../store/mail-gate.ts';
import { retriedTransaction } from '../../store/retried-transaction.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';

const MOST_REASON = 200;

export function registerMail(program: Command, context: CommandContext): void {
  const mail = program.command('mail').description('the one switch that stops every mail');

  mail
    .command('status')
    .description('do mails go out')
    .option('--json', 'as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      const { db } = await context.app();
      const pause = await readMailPause(db);
      if (options.json !== true)
        return context.stdout(pause === null ? 'mails go out\n' : `mails are ${pauseWords(pause)}\n`);
      const { since = null, by = null, reason = null } = pause ?? {};
      const shown = { paused: pause !== null, since: since?.toString() ?? null, by, reason };
      context.stdout(`${JSON.stringify(shown, null, 2)}\n`);
    });

  mail
    .command('pause')
    .description('no report is mailed any more, by any worker; reports are planned and made as before')
    .option('--reason <text>', 'why, for the others')
    .action(async ({ reason }: { readonly reason?: string }) => {
      const why = checkReason(reason);
      const { db, now } = await context.app();
      const pause = { since: await now(), by: actor(), reason: why };
      const isNew = await retriedTransaction(db, async (trx) => {
        if (!(await pauseMail(trx, pause))) return false;
        const entry = { actor: pause.by, action: 'mail-pause', object: 'all mails', detail: { reason: why } };
        await writeAudit(trx, entry, pause.since);
        return true;
      });
      const standing = isNew ? pause : await readMailPause(db);
      if (!isNew) context.stderr('it was paused already\n');
      if (standing !== null) context.stdout(`mails are ${pauseWords(standing)}\n`);
    });

  mail
    .command('resume')
    .description('mails go out again, the oldest first')
    .action(async () => {
      const { db, now } = await context.app();
      const at = await now();
      const ended = await retriedTransaction(db, async (trx) => {
        const pause = await resumeMail(trx);
        if (pause === null) return null;
        const detail = { since: pause.since.toString(), by: pause.by };
        await writeAudit(trx, { actor: actor(), action: 'mail-resume', object: 'all mails', detail }, at);
        return pause;
      });
      context.stdout(ended === null ? 'mails were not paused\n' : 'mails go out\n');
    });
}

function checkReason(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text.length > MOST_REASON || /\p{Cc}/u.test(text))
    throw new Failure(
      'bad-input',
      `--reason: ${quoted(text)} must be one line of at most ${MOST_REASON} characters`,
    );
  return text;
}
