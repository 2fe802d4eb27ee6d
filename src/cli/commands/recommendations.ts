import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { countRecommendations } from '../../store/cleaning/count-recommendations.ts';
import { recommendationHistory } from '../../store/cleaning/history.ts';
import { listRecommendations, type Page, showRecommendation } from '../../store/cleaning/recommendations.ts';
import type { CommandContext } from '../context.ts';
import { countsText, detailText, recommendationTable } from '../print-recommendations.ts';
import { addFilterFlags, type FilterFlags, readFilter, readNumber } from '../recommendation-flags.ts';
import { detailJson, recommendationsJson } from '../recommendations-json.ts';
import { registerApply } from './recommendations-apply.ts';
import { registerDecide } from './recommendations-decide.ts';
import { registerExport } from './recommendations-export.ts';
import { registerPropose } from './recommendations-propose.ts';

type ListFlags = FilterFlags & { readonly limit: string; readonly order: string; readonly json?: boolean };

const ORDERS = ['id', 'newest', 'confidence', 'saving'] as const satisfies readonly Page['order'][];

export function registerRecommendations(program: Command, context: CommandContext): void {
  const recommendations = program
    .command('recommendations')
    .description('numbers and contacts to clean: what a rule found, and what persons decided');

  addFilterFlags(
    recommendations
      .command('list')
      .description('one line each, and per reason the count, the saving, the risk'),
    'with-state',
  )
    .option('--limit <count>', 'at most so many, up to 1000', '50')
    .option('--order <order>', ORDERS.join(', '), 'id')
    .option('--json', 'as JSON (docs/recommendations.md)')
    .action((flags: ListFlags) => list(context, flags));

  recommendations
    .command('show <id>')
    .description('one recommendation with its evidence and history')
    .option('--json', 'as JSON (docs/recommendations.md)')
    .action((id: string, { json }: { readonly json?: boolean }) => show(context, id, json === true));

  registerPropose(recommendations, context);
  registerDecide(recommendations, context);
  registerApply(recommendations, context);
  registerExport(recommendations, context);
}

async function list(context: CommandContext, flags: ListFlags): Promise<void> {
  const filter = readFilter(flags);
  const order = ORDERS.find((known) => known === flags.order);
  if (order === undefined) throw new Failure('bad-input', `--order: must be one of ${ORDERS.join(', ')}`);
  const limit = readNumber(flags.limit, '--limit');
  if (limit > 1_000) throw new Failure('bad-input', '--limit: must be at most 1000');
  const { db, now } = await context.app();
  const counts = await countRecommendations(db, filter);
  const found = await listRecommendations(db, filter, { limit, order });
  if (flags.json === true) {
    context.stdout(`${JSON.stringify(recommendationsJson(await now(), counts, found), null, 2)}\n`);
    return;
  }
  if (found.length === 0) return context.stderr('no recommendation matches\n');
  context.stdout(recommendationTable(found));
  context.stderr(countsText(counts));
}

async function show(context: CommandContext, text: string, json: boolean): Promise<void> {
  const id = readNumber(text.replace(/@\d+$/, ''), 'id');
  const { db } = await context.app();
  const found = await showRecommendation(db, id);
  if (found === null) throw new Failure('bad-input', `id: recommendation ${id} does not exist`);
  const history = await recommendationHistory(db, id);
  context.stdout(
    json ? `${JSON.stringify(detailJson(found, history), null, 2)}\n` : detailText(found, history),
  );
}
