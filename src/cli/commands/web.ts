import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { bindingOf } from '../../pipelines/own-brands.ts';
import { listBoundRecipients } from '../../store/bound-recipients.ts';
import type { Db } from '../../store/connect.ts';
import { makeReviewLink } from '../../web/review-link.ts';
import type { CommandContext } from '../context.ts';

const HOOKS = 'hooks.yaml';

type WebFlags = { readonly hooks?: string; readonly pages: boolean };

export function registerWeb(program: Command, context: CommandContext): void {
  const web = program
    .command('web')
    .description(
      'review pages, and what providers call us with (webhooks), until it is stopped (SIGTERM answers what was taken)',
    )
    .option(
      '--hooks <file>',
      `who may call, and how they prove it; see docs/hooks.md (default: ${HOOKS}, where there is one)`,
    )
    .option(
      '--no-pages',
      'only hooks; without this flag the review pages are served, see docs/review-pages.md',
    )
    .action(async ({ hooks, pages }: WebFlags) => {
      const { runWeb } = await import('../../web/run-web.ts');
      const file = hooks ?? (existsSync(HOOKS) || !pages ? HOOKS : null);
      await runWeb(await context.app(), { hooks: file, pages });
    });

  web
    .command('link')
    .description('a signed address of the review pages for a mail: shows a list without a sign-in')
    .requiredOption('--to <address>', 'whom it is for')
    .option('--days <n>', 'how long it works, 1 to 7', '7')
    .option('--list <query>', 'which list, as in the address of the page: "reason=inactive&size=100"', '')
    .action(
      async ({ to, days, list }: { readonly to: string; readonly days: string; readonly list: string }) => {
        if (!/^[1-7]$/.test(days)) throw new Failure('bad-input', 'days: must be a whole number from 1 to 7');
        const { config, db, secretKey, now } = await context.app();
        if (config.PUBLIC_URL === undefined)
          throw new Failure('bad-config', 'PUBLIC_URL: is needed for links in mails');
        await refuseBound(db, to);
        const at = await now();
        const link = { list, recipient: to, expiresAt: at.add({ hours: Number(days) * 24 }) };
        context.stdout(`${makeReviewLink(secretKey, config.PUBLIC_URL, link, at)}\n`);
      },
    );
}

/** The list is one for all brands. */
async function refuseBound(db: Db, to: string): Promise<void> {
  const bound = bindingOf(await listBoundRecipients(db), to.trim().toLowerCase());
  if (bound === undefined) return;
  const only = bound.brands.join(', ');
  throw new Failure('bad-input', `to: ${to} may see ${only} only, and the list is of the whole account`);
}
