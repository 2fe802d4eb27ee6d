import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import {
  type DoubtfulReply,
  decideReply,
  listDoubtfulReplies,
  type ReplyDecision,
} from '../../store/provider-events/review-replies.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { textTable } from '../text-table.ts';

const LISTED = 100;

const DECISIONS: ReadonlyMap<string, ReplyDecision> = new Map([
  ['opt-out', 'opt_out'],
  ['opt-in', 'opt_in'],
  ['reply', 'reply'],
]);

export function registerReplies(program: Command, context: CommandContext): void {
  const replies = program
    .command('replies')
    .description('texts from contacts that may ask to stop or to start again: a person decides');

  replies
    .command('list')
    .description(`texts that wait for a decision, the oldest ${LISTED}`)
    .option('--json', 'as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { db } = await context.app();
      const doubtful = await listDoubtfulReplies(db, LISTED);
      if (json === true) context.stdout(`${JSON.stringify(doubtful, null, 2)}\n`);
      else if (doubtful.length === 0) context.stderr('no text waits for a decision\n');
      else context.stdout(textTable(COLUMNS, doubtful.map(cells)));
    });

  replies
    .command('decide')
    .description('opt-out, opt-in, or reply: it asks for neither')
    .argument('<id>', 'of the text, as listed')
    .argument('<what>', [...DECISIONS.keys()].join(', '))
    .action(async (id: string, what: string) => {
      const decision = DECISIONS.get(what);
      if (decision === undefined)
        throw new Failure('bad-input', `what: must be one of ${[...DECISIONS.keys()].join(', ')}`);
      const { db, now } = await context.app();
      await decideReply(db, id, decision, actor(), await now());
      context.stdout(`${shownText(id)} is ${what === 'reply' ? 'a reply' : `an ${what}`}\n`);
    });
}

const COLUMNS = ['id', 'contact', 'written (UTC)', 'may be', 'text'].map((title) => ({
  title,
  align: 'left' as const,
}));

function cells({ id, contactId, occurredAt, mayBe, text }: DoubtfulReply): readonly string[] {
  return [
    id,
    shownText(contactId),
    occurredAt.toString({ smallestUnit: 'second' }),
    mayBe === 'opt_out' ? 'opt-out' : 'opt-in',
    shownText(text),
  ];
}
