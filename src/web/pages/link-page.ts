import { instant } from '../../core/reports/figure.ts';
import { countRecommendations } from '../../store/cleaning/count-recommendations.ts';
import { listRecommendations } from '../../store/cleaning/recommendations.ts';
import { createRateLimit } from '../rate-limit.ts';
import { openReviewLink } from '../review-link.ts';
import { counted } from './figures.ts';
import { listPath } from './list-query.ts';
import { listView } from './list-view.ts';
import { wordsOfReader } from './mail-words.ts';
import { isRefusal, type PageAnswer, page } from './page-answer.ts';
import { PAGE_REFUSALS } from './page-refusals.ts';
import type { PageCall } from './page-route.ts';
import { shell } from './shell.ts';

/** Of all callers; scanners of a mail to many open it many times at once. */
const PER_MINUTE = 3_000;
const limit = createRateLimit();

/** GET, of whoever holds the link: shows, and never changes anything. Deciding needs a sign-in. */
export async function showLink(call: PageCall): Promise<PageAnswer> {
  const { needs, now, params, query: asked, here, languages } = call;
  if (!limit.allows('links', PER_MINUTE, performance.now())) return PAGE_REFUSALS.tooOften;
  const host = needs.site.host;
  const opened = openReviewLink(needs.secretKey, host, params['*'] ?? '', now);
  if (isRefusal(opened)) return opened;
  const query = { ...opened.query, page: 1, size: 25 } as const;
  const counts = await countRecommendations(needs.db, query.filter);
  const rows = await listRecommendations(needs.db, query.filter, { limit: query.size, order: query.order });
  const words = wordsOfReader(needs, asked.get('locale'), languages);
  const view = listView(query, { counts, allReasons: counts, rows, segments: [], now }, words);
  const shown = {
    ...view,
    shell: shell({ needs, viewer: null, flash: null, here }, words.say('From your mail'), words),
    countWords: counted(counts.total, 'recommendation', 'recommendations', words),
    until: words.figure(instant(opened.expiresAt)),
    reasons: view.summary.reasons,
    decideHerePath: listPath(opened.query),
  };
  return page(needs.pages.render('link', shown, words));
}
