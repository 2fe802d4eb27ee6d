import type { History, HistoryCampaign, HistorySegment } from '../../../src/core/findings/history.ts';
import { cellsOf, failuresOf, hoursOf } from './cells-of-world.ts';
import { messageAt, numberAt } from './ledger.ts';
import type { World } from './send.ts';
import { isMature, isOfPanel, isRecent, isTried, type Shown, shownOf } from './shown.ts';

const DAY_S = 86_400;

/** What the database would count of a world at its moment, without a database. */
export function historyOfWorld(world: World, shown: Shown = shownOf(world)): History {
  return {
    asOfDay: world.plan.asOfDay,
    firstDay: Math.floor(Math.min(...shown.first) / DAY_S),
    campaigns: campaignsOf(world, shown),
    segments: segmentsOf(world, shown),
    cells: cellsOf(world, shown),
    hours: hoursOf(world, shown),
    failures: failuresOf(world, shown),
    hasClicks: true,
  };
}

function campaignsOf({ ledger, campaigns }: World, shown: Shown): readonly HistoryCampaign[] {
  const counts = campaigns.map(() => ({ attempted: 0, failed: 0, botClicks: 0, hits: 0 }));
  for (const row of shown.rows) {
    const message = messageAt(ledger, row);
    const { campaign, failure, isBot, clickS, sentS } = message;
    const count = counts[campaign];
    if (count === undefined) continue;
    const isCounted = isMature(shown, sentS) && isTried(message);
    count.attempted += isCounted ? 1 : 0;
    count.failed += isCounted && failure !== 0 ? 1 : 0;
    count.botClicks += isBot;
    count.hits += isBot + (clickS > 0 && clickS < shown.asOfS ? 1 : 0);
  }
  return campaigns.flatMap(({ id }, at) => {
    const count = counts[at];
    if (count === undefined || shown.last[at] === 0) return [];
    return {
      campaignId: id,
      name: `Campaign ${id}`,
      firstDay: Math.floor(numberAt(shown.first, at) / DAY_S),
      lastDay: Math.floor(numberAt(shown.last, at) / DAY_S),
      isMature: isMature(shown, numberAt(shown.last, at)),
      ...count,
    };
  });
}

/** Each contact once, by the mean dose of its own messages. */
function segmentsOf(world: World, shown: Shown): readonly HistorySegment[] {
  const { plan, people } = world;
  const means = meanDoses(world, shown);
  return plan.segments.map(({ id }, segment) => {
    const counted = { segment: id, panelContacts: 0, raisedContacts: 0, highContacts: 0, contacts: 0 };
    for (let contact = 0; contact < people.count; contact += 1) {
      const { recent, before } = means(contact, segment);
      if (recent === null) continue;
      counted.contacts += 1;
      if (!isOfPanel(world, contact)) continue;
      counted.panelContacts += 1;
      if (recent >= 4 && (before === null || recent >= 1.25 * before)) counted.raisedContacts += 1;
      if (recent >= 8) counted.highContacts += 1;
    }
    return counted;
  });
}

type MeanDoses = (
  contact: number,
  segment: number,
) => { readonly recent: number | null; readonly before: number | null };

function meanDoses(world: World, shown: Shown): MeanDoses {
  const { plan, people, ledger } = world;
  const size = plan.segments.length;
  const sums = new Float64Array(people.count * size * 4);
  for (const row of shown.rows) {
    const message = messageAt(ledger, row);
    if (message.failure !== 0) continue;
    const at = (message.contact * size + message.segment) * 4 + (isRecent(world, message) ? 0 : 2);
    sums[at] = numberAt(sums, at) + 1;
    sums[at + 1] = numberAt(sums, at + 1) + numberAt(shown.dose, row);
  }
  const mean = (at: number): number | null =>
    sums[at] === 0 ? null : numberAt(sums, at + 1) / numberAt(sums, at);
  return (contact, segment) => {
    const at = (contact * size + segment) * 4;
    return { recent: mean(at), before: mean(at + 2) };
  };
}
