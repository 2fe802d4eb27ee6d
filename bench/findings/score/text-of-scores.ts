import type { Ask } from './asks.ts';
import { type Hits, recallOf } from './hits.ts';
import type { WorldScore } from './score-world.ts';

export type Scores = {
  readonly command: string;
  readonly seconds: number;
  readonly asks: readonly Ask[];
  readonly planted: WorldScore;
  readonly empty: WorldScore;
};

export function textOfScores({ command, seconds, asks, planted, empty }: Scores): string {
  const failed = asks.filter(({ isMet }) => isMet === false).length;
  return [
    '# Findings',
    '',
    `Written by \`${command}\` in ${seconds.toFixed(0)} s: ${planted.worlds} worlds with planted truth and ${empty.worlds} without effects.`,
    'Worlds from seed 1001 on were not looked at while thresholds were chosen (seeds 1 to 20 were).',
    failed === 0 ? 'All asks are met.' : `**Asks that are not met: ${failed}.**`,
    '',
    '| what | measured | ask | met |',
    '|---|---|---|---|',
    ...asks.map(({ what, measured, ask, isMet }) => `| ${what} | ${measured} | ${ask} | ${word(isMet)} |`),
    '',
    '## Segments by kind',
    '',
    '| kind | truth | called fatigued | called declining | called fatigued, nothing planted |',
    '|---|---|---|---|---|',
    ...[...planted.segments.kinds].map(([kind, score]) => {
      const none = empty.segments.kinds.get(kind);
      const { truth, fatigued, declining, segments } = score;
      return `| ${kind} | ${truth} | ${fatigued} of ${segments} | ${declining} | ${none?.fatigued ?? 0} of ${none?.segments ?? 0} |`;
    }),
    '',
    '## Anomalies by kind',
    '',
    '| planted | found | recall |',
    '|---|---|---|',
    ...[...planted.anomalies.plants]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([plant, hits]) => plantLine(plant, hits)),
    '',
  ].join('\n');
}

function plantLine(plant: string, hits: Hits): string {
  return `| ${plant} | ${hits.right} of ${hits.right + hits.missed} | ${recallOf(hits)?.toFixed(2) ?? ''} |`;
}

function word(isMet: boolean | null): string {
  if (isMet === null) return '';
  return isMet ? 'yes' : '**no**';
}
