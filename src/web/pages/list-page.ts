import { mayDo } from '../../core/web-role.ts';
import { listCleaningRuns, listHeldRuns } from '../../store/cleaning/cleaning-runs.ts';
import { countRecommendations } from '../../store/cleaning/count-recommendations.ts';
import { listRecommendations } from '../../store/cleaning/recommendations.ts';
import type { Db } from '../../store/connect.ts';
import { listSegments } from '../../store/segments.ts';
import { snoozeChoice } from './decision-form.ts';
import { breachWords, cleanText } from './figures.ts';
import { readListQuery } from './list-query.ts';
import { listView } from './list-view.ts';
import { isRefusal, type PageAnswer, page } from './page-answer.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';

/** More would make a list no one reads; the filter by text takes an id. */
const MOST_SEGMENTS = 200;

export async function showList(call: SignedInCall): Promise<PageAnswer> {
  const query = readListQuery(call.query);
  if (isRefusal(query)) return query;
  const { db, pages } = call.needs;
  const { reason, ...withoutReason } = query.filter;
  const counts = await countRecommendations(db, query.filter);
  const allReasons = reason === undefined ? counts : await countRecommendations(db, withoutReason);
  const rows = await listRecommendations(db, query.filter, {
    limit: query.size,
    offset: (query.page - 1) * query.size,
    order: query.order,
  });
  const segments = await listSegments(db, MOST_SEGMENTS);
  const [newest] = await listCleaningRuns(db, 1, 0);
  const view = listView(query, { counts, allReasons, rows, segments, now: call.now });
  return page(
    pages.render('list', {
      ...view,
      shell: shell(call, 'Recommendations'),
      canDecide: mayDo(call.viewer.role, 'decide'),
      snoozeDays: snoozeChoice(),
      decidePath: '/recommendations/decide',
      held: await heldViews(db),
      breach: newest === undefined ? null : breachWords(newest),
    }),
  );
}

async function heldViews(db: Db): Promise<readonly object[]> {
  const held = await listHeldRuns(db);
  return held.map(({ id, heldBecause }) => ({
    id: String(id),
    path: `/runs/${id}`,
    heldBecause: cleanText(heldBecause ?? ''),
  }));
}
