import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { countRecommendations } from '../../store/cleaning/count-recommendations.ts';
import { recommendationHistory } from '../../store/cleaning/history.ts';
import type { RecommendationFilter } from '../../store/cleaning/recommendation-filter.ts';
import {
  listRecommendations,
  type Page,
  type Recommendation,
  showRecommendation,
} from '../../store/cleaning/recommendations.ts';
import type { Db } from '../../store/connect.ts';
import type { CommandContext } from '../context.ts';
import { countsText, detailText, recommendationTable } from '../print-recommendations.ts';
import { addFilterFlags, type FilterFlags, readFilter, readNumber } from '../recommendation-flags.ts';
import { detailJson, recommendationsJson } from '../recommendations-json.ts';
import { searchFirst } from '../search-first.ts';
import { registerApply } from './recommendations-apply.ts';
import { registerDecide } from './recommendations-decide.ts';
import { registerExport } from './recommendations-export.ts';
import { registerPropose } from './recommendations-propose.ts';

type ListFlags = FilterFlags & {
  readonly asOf?: string;
  readonly limit?: string;
  readonly order: string;
  readonly json?: boolean;
};

/** Lines a person reads; `--json` has all, unless it is asked for fewer. */
const SHOWN = 50;
const MOST = 1_000;

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
    .option('--as-of <instant>', 'search first, as it was then (default: what the last search found)')
    .option('--limit <count>', `at most so many, up to ${MOST} (default: ${SHOWN}, with --json all)`)
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
  const limit = flags.limit === undefined ? null : readNumber(flags.limit, '--limit');
  if (limit !== null && limit > MOST) throw new Failure('bad-input', `--limit: must be at most ${MOST}`);
  await searchFirst(context, flags.asOf);
  const { db, now } = await context.app();
  const counts = await countRecommendations(db, filter);
  if (flags.json === true) {
    const found = await pages(db, filter, order, limit ?? counts.total);
    context.stdout(`${JSON.stringify(recommendationsJson(await now(), counts, found), null, 2)}\n`);
    return;
  }
  const found = await listRecommendations(db, filter, { limit: limit ?? SHOWN, order });
  if (found.length === 0) return context.stderr('no recommendation matches\n');
  context.stdout(recommendationTable(found));
  context.stderr(countsText(counts));
}

async function pages(
  db: Db,
  filter: RecommendationFilter,
  order: (typeof ORDERS)[number],
  wanted: number,
): Promise<readonly Recommendation[]> {
  const found: Recommendation[] = [];
  while (found.length < wanted) {
    const limit = Math.min(MOST, wanted - found.length);
    const page = await listRecommendations(db, filter, { limit, order, offset: found.length });
    found.push(...page);
    if (page.length < limit) break;
  }
  return found;
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
