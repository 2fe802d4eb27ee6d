import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitEngagement } from '../../../src/core/findings/engagement/fit-engagement.ts';
import type { SegmentFinding } from '../../../src/core/findings/findings.ts';
import type { DoseCell, History } from '../../../src/core/findings/history.ts';
import { judgeSegments } from '../../../src/core/findings/segment-fatigue/judge-segments.ts';
import { testSegments } from '../../../src/core/findings/segment-fatigue/test-segments.ts';
import { seededRandom } from '../../../src/core/findings/validation/poisson-draw.ts';
import { countInWorld } from '../find-in-world.ts';
import { seedsOf } from '../seeds-of.ts';
import { buildWorld } from '../world/send.ts';
import { permuteWeeks } from './permute-weeks.ts';

export type PermutedAsked = {
  /** `1049-1056` */
  readonly seeds: string;
  readonly size: 'small' | 'full';
  /** orders of the weeks a world */
  readonly orders: number;
  readonly tell: (line: string) => void;
};

/** Of so many orders those in which a segment was called so, and of so many segments. */
type Tally = Record<'orders' | 'ordersFatigued' | 'ordersTold' | 'segments' | 'fatigued' | 'told', number>;

/** findings.md 10: of such runs at most 5 in 100 may have a verdict */
const MOST_SHARE = 0.05;

/**
 * Draws by lot which weeks are called recent, fits and judges anew, and counts segments called fatigued (and declining: a
 * fall that volume does not explain is a claim as well). Nothing changed with time, so that each is a false alarm.
 *
 * @returns true when at most 5 of 100 orders of worlds without effects have one
 */
export function benchPermuted({ seeds, size, orders, tell }: PermutedAsked): boolean {
  const startedMs = performance.now();
  const tallies = { empty: noTally(), planted: noTally() };
  for (const kind of ['empty', 'planted'] as const) {
    for (const seed of seedsOf(seeds)) {
      const { history, doseCells } = countInWorld(buildWorld({ seed, size, isNull: kind === 'empty' }));
      const random = seededRandom(seed);
      for (let order = 0; order < orders; order += 1)
        tally(tallies[kind], judge(permuteWeeks(history, random), doseCells));
      tell(`seed ${seed}, ${kind}: ${tallies[kind].ordersTold} of ${tallies[kind].orders} orders so far`);
    }
  }
  const isMet = shareOf(tallies.empty) <= MOST_SHARE;
  const text = textOf({ seeds, size, orders, seconds: (performance.now() - startedMs) / 1000, ...tallies });
  if (size === 'full') writeFileSync(join(import.meta.dirname, '../../results-findings-permuted.md'), text);
  process.stdout.write(text);
  return isMet;
}

function judge(history: History, doseCells: readonly DoseCell[]): readonly SegmentFinding[] {
  const fits = {
    clicks: fitEngagement(history.cells, 'clicks'),
    optOuts: fitEngagement(history.cells, 'opt-outs'),
  };
  return judgeSegments(history, testSegments(history, fits, doseCells));
}

function tally(into: Tally, found: readonly SegmentFinding[]): void {
  const judged = found.filter(({ verdict }) => verdict !== 'insufficient');
  const fatigued = judged.filter(({ verdict }) => verdict === 'fatigued').length;
  const told = judged.filter(({ verdict }) => verdict !== 'ok').length;
  into.orders += 1;
  into.segments += judged.length;
  into.fatigued += fatigued;
  into.told += told;
  if (fatigued > 0) into.ordersFatigued += 1;
  if (told > 0) into.ordersTold += 1;
}

function noTally(): Tally {
  return { orders: 0, ordersFatigued: 0, ordersTold: 0, segments: 0, fatigued: 0, told: 0 };
}

function shareOf({ orders, ordersTold }: Tally): number {
  return orders === 0 ? 0 : ordersTold / orders;
}

type Text = Omit<PermutedAsked, 'tell'> & {
  readonly seconds: number;
  readonly empty: Tally;
  readonly planted: Tally;
};

function textOf({ seeds, size, orders, seconds, empty, planted }: Text): string {
  const command = `npm run bench -- --only findings-permuted --seeds ${seeds} --size ${size} --replicates ${orders}`;
  const line = (name: string, { segments, ...of }: Tally): string =>
    `| ${name} | ${of.orders} | ${of.ordersFatigued} | ${of.ordersTold} | ${(100 * shareOf({ ...of, segments })).toFixed(1)} | ${of.fatigued} of ${segments} | ${of.told} of ${segments} |`;
  return [
    '# Findings when the weeks are shuffled',
    '',
    `Written by \`${command}\` in ${seconds.toFixed(0)} s. Which weeks are recent and which are the baseline was drawn by lot, ${orders} times a world;`,
    'all of a week stays together. Nothing then changed with time: each segment called fatigued or declining is a false alarm.',
    `Asked (findings.md 10): at most ${100 * MOST_SHARE} of 100 orders with any, in worlds without effects: **${shareOf(empty) <= MOST_SHARE ? 'met' : 'not met'}**.`,
    'In planted worlds what tired people do is spread over the weeks at random; it is noise there, and a harder test.',
    '',
    '| worlds | orders | with a segment called fatigued | fatigued or declining | in 100 | segments fatigued | fatigued or declining |',
    '|---|---|---|---|---|---|---|',
    line('without effects', empty),
    line('planted', planted),
    '',
  ].join('\n');
}
