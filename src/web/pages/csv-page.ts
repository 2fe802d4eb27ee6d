import { csvLines } from '../../render/pages/csv-lines.ts';
import { countRecommendations } from '../../store/cleaning/count-recommendations.ts';
import { listRecommendations, type Recommendation } from '../../store/cleaning/recommendations.ts';
import { countText } from './figures.ts';
import { type ListQuery, readListQuery } from './list-query.ts';
import { isRefusal, type PageAnswer } from './page-answer.ts';
import { badField } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';

const MOST_ROWS = 50_000;
const AT_ONCE = 1_000;

/** The list as it is filtered, numbers masked as on the page. */
export async function downloadCsv(call: SignedInCall): Promise<PageAnswer> {
  const query = readListQuery(call.query);
  if (isRefusal(query)) return query;
  const { total } = await countRecommendations(call.needs.db, query.filter);
  if (total > MOST_ROWS)
    return badField(
      `This filter holds ${countText(total)}; a download holds at most ${countText(MOST_ROWS)}. Narrow it, or use sms-reports recommendations list --json.`,
    );
  const day = call.now.toString().slice(0, 10);
  return {
    kind: 'download',
    name: `recommendations-${day}.csv`,
    type: 'text/csv; charset=utf-8',
    text: lines(call, query),
  };
}

async function* lines({ needs }: SignedInCall, { filter, order }: ListQuery): AsyncGenerator<string> {
  yield `\ufeff${csvLines([COLUMNS.map(([head]) => head)])}`;
  for (let offset = 0; offset <= MOST_ROWS; offset += AT_ONCE) {
    const rows = await listRecommendations(needs.db, filter, { limit: AT_ONCE, offset, order });
    if (rows.length > 0) yield csvLines(rows.map((row) => COLUMNS.map(([, cell]) => cell(row))));
    if (rows.length < AT_ONCE) return;
  }
}

type Cell = string | number | null;

const COLUMNS: readonly (readonly [string, (row: Recommendation) => Cell])[] = [
  ['recommendation_id', ({ id }) => id],
  ['contact_id', ({ contactId }) => contactId],
  ['phone_masked', ({ phoneMasked }) => phoneMasked],
  ['country', ({ country }) => country],
  ['segment_id', ({ segmentId }) => segmentId],
  ['reason', ({ reason }) => reason],
  ['rule', ({ ruleId }) => ruleId],
  ['action', ({ action }) => action],
  ['confidence', ({ confidence }) => confidence],
  ['because', ({ because }) => because],
  ['state', ({ state }) => state],
  ['saving_min', ({ saving }) => amount(saving?.minMicro)],
  ['saving_max', ({ saving }) => amount(saving?.maxMicro)],
  ['revenue_at_risk', ({ revenueAtRiskMicro }) => amount(revenueAtRiskMicro ?? undefined)],
  ['currency', ({ currency }) => currency],
  ['last_evidence_at', ({ lastEvidenceAt }) => instant(lastEvidenceAt)],
  ['last_positive_at', ({ lastPositiveAt }) => instant(lastPositiveAt)],
  ['proposed_at', ({ proposedAt }) => instant(proposedAt)],
  ['decided_by', ({ decidedBy }) => decidedBy],
  ['decided_at', ({ decidedAt }) => instant(decidedAt)],
  ['note', ({ note }) => note],
];

function amount(micro: number | undefined): Cell {
  return micro === undefined ? null : micro / 1_000_000;
}

function instant(at: Temporal.Instant | null): Cell {
  return at === null ? null : at.toString({ smallestUnit: 'second' });
}
