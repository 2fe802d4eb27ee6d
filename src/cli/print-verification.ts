import type { Verification } from '../pipelines/verify-rollups.ts';
import { MOST_ROWS } from '../store/roll-up/verify-cubes.ts';

/** One line for each table that differs, with the reason or a few places; one line when nothing does. */
export function verificationText({ drift, cubes, isRight }: Verification): string {
  if (isRight) return `Source, facts and all ${cubes.length} tables of sums agree.\n`;
  const wrong = cubes.filter(({ differing }) => differing > 0);
  return [
    ...drift.map(
      ({ table, reason, rows, examples }) =>
        `${table}: ${shown(rows)} ${rows === 1 ? 'row' : 'rows'} ${meaningOf(reason)}, such as id ${examples.join(', ')}\n`,
    ),
    ...wrong.flatMap(({ table, differing, examples }) => [
      `${table}: ${differing >= MOST_ROWS ? `${shown(MOST_ROWS)} or more` : shown(differing)} different\n`,
      ...examples.map((example) => `  ${example}\n`),
    ]),
  ].join('');
}

const MEANINGS: Readonly<Record<string, string>> = {
  missing: 'not counted at all',
  gone: 'counted, but no longer in the source',
  changed: 'counted with other values',
  receipts: 'counted with another state than their receipts say',
  clicks: 'counted with other clicks',
  outcomes: 'counted with other conversions, replies or opt-outs',
  rules: 'counted by older rules',
  person: 'counted for another person',
  kind: 'counted against another primary kind',
};

function meaningOf(reason: string): string {
  return MEANINGS[reason] ?? reason;
}

function shown(n: number): string {
  return n.toLocaleString('en-GB');
}
