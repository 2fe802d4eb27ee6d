import type { Command } from 'commander';
import { runWorker } from '../../worker.ts';
import type { CommandContext } from '../context.ts';

export function registerWorker(program: Command, context: CommandContext): void {
  program
    .command('worker')
    .description('plan, make and send reports until it is stopped (SIGTERM drains for at most 30 s)')
    .action(async () => runWorker(await context.app()));
}
