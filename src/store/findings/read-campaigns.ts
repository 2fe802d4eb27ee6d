import type { FailureCell, HistoryCampaign } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import { compare } from './compare.ts';
import type { Names } from './names.ts';
import { readFor } from './read-for.ts';
import { bindingsOf, type FindingsView } from './view.ts';

const HOUR_SECONDS = 3600;
const HOURS_A_DAY = 24;

/** Both in the order of their keys; failures of messages old enough to be settled. */
export async function readCampaigns(
  db: Db,
  view: FindingsView,
  names: Names,
): Promise<{ readonly campaigns: readonly HistoryCampaign[]; readonly failures: readonly FailureCell[] }> {
  const failures = failuresOf(
    await readFor(db, view.known === 'now' ? 'count-failures' : 'count-past-failures', view),
    names,
  );
  const attempts = attemptsOf(failures);
  const hits = new Map(
    (await readFor(db, view.known === 'now' ? 'count-hits' : 'count-past-hits', view)).map((row) => {
      const read = readRow(row);
      return [
        read.number('campaign_id'),
        { hits: read.number('hits'), botClicks: read.number('bot_clicks') },
      ] as const;
    }),
  );
  const matureS = Number(bindingsOf(view)['matureS']);
  const campaigns = (await readFor(db, 'list-campaigns', view)).map((row) => {
    const read = readRow(row);
    const campaignId = read.text('campaign_id');
    return {
      campaignId,
      name: read.text('name'),
      firstDay: Math.floor(read.number('first_hour') / HOURS_A_DAY),
      lastDay: Math.floor(read.number('last_hour') / HOURS_A_DAY),
      isMature: (read.number('last_hour') + 1) * HOUR_SECONDS <= matureS,
      ...(attempts.get(campaignId) ?? { attempted: 0, failed: 0 }),
      ...(hits.get(read.number('id')) ?? { hits: 0, botClicks: 0 }),
    };
  });
  return { campaigns: campaigns.toSorted((a, b) => compare(a.campaignId, b.campaignId)), failures };
}

/** A carrier without a failure keeps one row: its attempts count all the same. */
function failuresOf(rows: readonly Row[], names: Names): readonly FailureCell[] {
  const counted = rows.map((row) => {
    const read = readRow(row);
    return {
      campaignId: names.campaignId(read.number('campaign_id')),
      carrier: read.text('carrier'),
      code: read.text('code'),
      isDelivered: read.number('is_delivered') === 1,
      messages: read.number('messages'),
    };
  });
  const carriers = Map.groupBy(counted, ({ campaignId, carrier }) => JSON.stringify([campaignId, carrier]));
  return [...carriers.values()]
    .flatMap((of) => {
      const attempted = of.reduce((sum, { messages }) => sum + messages, 0);
      const failed = of.filter(({ isDelivered, messages }) => !isDelivered && messages > 0);
      if (failed.length === 0 && of[0] !== undefined)
        return [{ campaignId: of[0].campaignId, carrier: of[0].carrier, code: '', attempted, failed: 0 }];
      return failed.map(({ campaignId, carrier, code, messages }) => ({
        campaignId,
        carrier,
        code,
        attempted,
        failed: messages,
      }));
    })
    .filter(({ attempted }) => attempted > 0)
    .toSorted(
      (a, b) =>
        compare(a.campaignId, b.campaignId) || compare(a.carrier, b.carrier) || compare(a.code, b.code),
    );
}

function attemptsOf(
  failures: readonly FailureCell[],
): ReadonlyMap<string, { readonly attempted: number; readonly failed: number }> {
  return new Map(
    [...Map.groupBy(failures, ({ campaignId }) => campaignId)].map(([campaignId, cells]) => {
      const byCarrier = new Map(cells.map(({ carrier, attempted }) => [carrier, attempted]));
      return [
        campaignId,
        {
          attempted: [...byCarrier.values()].reduce((sum, n) => sum + n, 0),
          failed: cells.reduce((sum, { failed }) => sum + failed, 0),
        },
      ];
    }),
  );
}
