import type { Command } from 'commander';
import { shownText } from '../../core/shown-text.ts';
import {
  countRefusedEvents,
  listRefusedEvents,
  type RefusedEventKept,
} from '../../store/provider-events/refused-events.ts';
import type { CommandContext } from '../context.ts';
import { shownCount } from '../shown-count.ts';
import { textTable } from '../text-table.ts';

const LISTED = 100;

type Flags = { readonly json?: boolean; readonly hook?: string };

export function registerHooks(program: Command, context: CommandContext): void {
  program
    .command('hooks')
    .description('what providers call us with (web takes it)')
    .command('refused')
    .description(`events that could not be read: how many in 30 days, and the latest ${LISTED} of those kept`)
    .option('--hook <name>', 'of this one alone, as in hooks.yaml')
    .option('--json', 'as JSON, with what the provider wrote, phones masked')
    .action(async ({ json, hook }: Flags) => {
      const { db } = await context.app();
      const counts = (await countRefusedEvents(db)).filter((one) => hook === undefined || one.hook === hook);
      const events = await listRefusedEvents(db, hook ?? null, LISTED);
      if (json === true) {
        context.stdout(`${JSON.stringify({ hooks: counts, events }, null, 2)}\n`);
        return;
      }
      if (counts.length === 0 && events.length === 0) context.stderr('no event of a hook was refused\n');
      for (const { hook: name, refused, kept } of counts)
        context.stdout(`${shownText(name)}: ${shownCount(refused)} in 30 days, ${shownCount(kept)} kept\n`);
      if (events.length > 0) context.stdout(textTable(COLUMNS, events.map(cells)));
    });
}

const COLUMNS = [
  { title: 'last (UTC)', align: 'left' },
  { title: 'hook', align: 'left' },
  { title: 'times', align: 'right' },
  { title: 'field', align: 'left' },
  { title: 'reason', align: 'left' },
] as const;

function cells({ hook, field, reason, seen, lastAt }: RefusedEventKept): readonly string[] {
  const last = lastAt.toString({ smallestUnit: 'second' });
  return [last, shownText(hook), shownCount(seen), shownText(field), shownText(reason)];
}
