import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { writePrivateFile } from '../../files/write-private-file.ts';
import {
  RECOMMENDATION_FORMATS,
  type RecommendationFormat,
  recommendationHead,
  recommendationLines,
} from '../../render/exports/recommendation-lines.ts';
import type { RecommendationFilter } from '../../store/cleaning/recommendation-filter.ts';
import { listRecommendations } from '../../store/cleaning/recommendations.ts';
import type { Db } from '../../store/connect.ts';
import type { CommandContext } from '../context.ts';
import { addFilterFlags, type FilterFlags, readFilter } from '../recommendation-flags.ts';
import { recommendationJson } from '../recommendations-json.ts';

type ExportFlags = FilterFlags & { readonly format: string; readonly out: string };

const PAGE = 1_000;

export function registerExport(recommendations: Command, context: CommandContext): void {
  addFilterFlags(
    recommendations
      .command('export')
      .description('recommendations as a table, numbers masked; `suppressions export` is for the platform'),
    'with-state',
  )
    .option('--out <file>', 'new file, or - for standard output', '-')
    .addOption(new Option('--format <format>', 'which').choices(RECOMMENDATION_FORMATS).default('csv'))
    .action(async (flags: ExportFlags) => {
      const format = RECOMMENDATION_FORMATS.find((known) => known === flags.format) ?? 'csv';
      const { db } = await context.app();
      const texts = textsOf(db, readFilter(flags), format);
      if (flags.out !== '-') await writePrivateFile(resolve(flags.out), texts);
      else for await (const text of texts) context.stdout(text);
    });
}

async function* textsOf(
  db: Db,
  filter: RecommendationFilter,
  format: RecommendationFormat,
): AsyncGenerator<string> {
  yield recommendationHead(format);
  let afterId = 0;
  for (;;) {
    const list = await listRecommendations(db, filter, { limit: PAGE, afterId });
    yield recommendationLines(list.map(recommendationJson), format);
    afterId = list.at(-1)?.id ?? afterId;
    if (list.length < PAGE) return;
  }
}
