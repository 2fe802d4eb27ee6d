import type { Command } from 'commander';
import { runWeb } from '../../web/run-web.ts';
import type { CommandContext } from '../context.ts';

export function registerWeb(program: Command, context: CommandContext): void {
  program
    .command('web')
    .description(
      'take what providers call us with (webhooks) until it is stopped (SIGTERM answers what was taken)',
    )
    .option('--hooks <file>', 'who may call, and how they prove it; see docs/hooks.md', 'hooks.yaml')
    .action(async ({ hooks }: { readonly hooks: string }) => runWeb(await context.app(), { hooks }));
}
