import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { patternOf } from '../../pipelines/allow-pattern.ts';
import { writeAudit } from '../../store/audit.ts';
import { listBoundRecipients } from '../../store/bound-recipients.ts';
import { allowRecipients, disallowRecipient, listAllowedRecipients } from '../../store/recipients.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';

export function registerRecipients(program: Command, context: CommandContext): void {
  const recipients = program
    .command('recipients')
    .description('who may be named by an ad-hoc request: addresses, or @domain for all of a domain');

  recipients
    .command('list')
    .description('the allow-list')
    .option('--json', 'as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      const { db } = await context.app();
      const allowed = await listAllowedRecipients(db);
      if (options.json === true) return context.stdout(`${JSON.stringify(allowed, null, 2)}\n`);
      if (allowed.length === 0) context.stderr('nobody yet; `schedules apply` adds its recipients\n');
      for (const { pattern, origin } of allowed) context.stdout(`${pattern}  (${origin})\n`);
    });

  recipients
    .command('bound')
    .description('who may see some brands only; the block people of schedules.yaml binds them')
    .option('--json', 'as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      const { db } = await context.app();
      const bound = await listBoundRecipients(db);
      if (options.json === true) return context.stdout(`${JSON.stringify(bound, null, 2)}\n`);
      if (bound.length === 0) context.stderr('nobody: every recipient may see all brands\n');
      for (const { pattern, brands } of bound) context.stdout(`${pattern}  only ${brands.join(', ')}\n`);
    });

  recipients
    .command('allow <address...>')
    .description('add addresses or @domains')
    .action(async (entries: readonly string[]) => {
      const patterns = entries.map((entry) => patternOf(entry, 'address'));
      const { db, now } = await context.app();
      const at = await now();
      const added = await db.transaction(async (trx) => {
        const fresh = await allowRecipients(trx, patterns, 'command line', at);
        if (fresh.length > 0) {
          const entry = { actor: actor(), action: 'recipients-allow', object: 'command line', detail: fresh };
          await writeAudit(trx, entry, at);
        }
        return fresh;
      });
      context.stdout(
        added.length === 0 ? 'nothing to do\n' : added.map((one) => `allowed ${one}\n`).join(''),
      );
    });

  recipients
    .command('remove <address>')
    .description('take an address or @domain off the list; schedules keep their own recipients')
    .action(async (entry: string) => {
      const pattern = patternOf(entry, 'address');
      const { db, now } = await context.app();
      const at = await now();
      await db.transaction(async (trx) => {
        if (!(await disallowRecipient(trx, pattern)))
          throw new Failure('bad-state', `${pattern} is not on the allow-list`);
        await writeAudit(trx, { actor: actor(), action: 'recipients-remove', object: pattern }, at);
      });
      context.stdout(`removed ${pattern}\n`);
    });
}
