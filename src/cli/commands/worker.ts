import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export function registerWorker(program: Command, context: CommandContext): void {
  program
    .command('worker')
    .description('plan, make and send reports until it is stopped (SIGTERM drains for at most 30 s)')
    .action(async () => {
      const { runWorker } = await import('../../worker.ts');
      await runWorker(await context.app());
    });
}
