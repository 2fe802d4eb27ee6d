import { findAnomalies } from '../../src/core/findings/anomalies/find-anomalies.ts';
import { scoreContacts } from '../../src/core/findings/contact-fatigue/score-contacts.ts';
import { usualClicking } from '../../src/core/findings/contact-fatigue/usual-clicking.ts';
import { fitEngagement } from '../../src/core/findings/engagement/fit-engagement.ts';
import type { AnomalyFinding, SegmentFinding, SendWindowFinding } from '../../src/core/findings/findings.ts';
import { judgeSegments } from '../../src/core/findings/segment-fatigue/judge-segments.ts';
import { testSegments } from '../../src/core/findings/segment-fatigue/test-segments.ts';
import { findSendWindows } from '../../src/core/findings/send-time/find-send-windows.ts';
import { binKey, binOf, binsOf, countPersons, doseCellsOf, ratesOf } from './persons-of-world.ts';
import { historyOfWorld } from './world/history-of-world.ts';
import type { World } from './world/send.ts';
import { shownOf } from './world/shown.ts';

/** What the scorer looks at, from whatever way it came. */
export type FoundInWorld = {
  /** the moment it was searched as of: seconds since 1970 */
  readonly asOfS: number;
  readonly segments: readonly Pick<SegmentFinding, 'segment' | 'verdict'>[];
  readonly windows: readonly Pick<SendWindowFinding, 'segment' | 'verdict' | 'hour'>[];
  readonly anomalies: readonly Pick<AnomalyFinding, 'campaignId' | 'metric' | 'direction'>[];
  /** flag by index of the person; whoever is not in it has none */
  readonly flags: ReadonlyMap<number, string>;
  /** indexes of contacts whose number is called bad; null = numbers were not searched */
  readonly badNumbers: ReadonlySet<number> | null;
};

const SEND_HOURS = { from: 8, to: 21 };

/** The core on a world, without a database: what `findFindings` does with MySQL's counts. */
export function findInWorld(world: World): FoundInWorld {
  const { history, fits, persons, bins, doseCells } = countInWorld(world);
  const segments = judgeSegments(history, testSegments(history, fits, doseCells));
  const scored = scoreContacts(bins, new Map(segments.map(({ segment, verdict }) => [segment, verdict])));
  const flagOfBin = new Map(scored.map((bin) => [binKey(bin), bin.flag]));
  const flags = new Map<number, string>();
  for (let person = 0; person < world.people.count; person += 1) {
    const bin = binOf(world, persons, person);
    const flag = bin === null ? null : (flagOfBin.get(binKey(bin)) ?? null);
    if (flag !== null) flags.set(person, flag);
  }
  return {
    asOfS: world.plan.asOfDay * 86_400,
    segments,
    windows: findSendWindows(history, SEND_HOURS),
    anomalies: findAnomalies(history, fits).anomalies,
    flags,
    badNumbers: null,
  };
}

/** What is counted before anything is judged. */
export function countInWorld(world: World) {
  const shown = shownOf(world);
  const history = historyOfWorld(world, shown);
  const fits = {
    clicks: fitEngagement(history.cells, 'clicks'),
    optOuts: fitEngagement(history.cells, 'opt-outs'),
  };
  const rates = ratesOf(world, fits);
  const persons = countPersons(world, shown, rates);
  const bins = binsOf(world, persons);
  const usual = usualClicking(bins);
  const doseCells = doseCellsOf(world, shown, persons, rates, usual ?? { shape: 1, level: 0 });
  return { history, fits, persons, bins, doseCells };
}
