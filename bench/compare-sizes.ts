import { hasData, prepareData } from './data/prepare-data.ts';
import { inTurns, median, warmUp } from './measure.ts';
import { askOurs } from './ours.ts';
import { QUESTIONS } from './questions.ts';
import type { Figure } from './results.ts';

const SMALL = 1_000_000;
const LARGE = 10_000_000;
const MOST_GROWTH = 1.3;

/** Our reports at ten million messages against one million, in turns, of two data sets that earlier runs left. */
export async function compareSizes(
  serverUrl: string,
  request: {
    readonly seed: number;
    readonly rounds: number;
    readonly tell: (line: string) => void;
  },
): Promise<readonly Figure[]> {
  const { seed, rounds, tell } = request;
  for (const messages of [SMALL, LARGE])
    if (!(await hasData(serverUrl, messages, seed)))
      throw new Error(`growth compares two sizes: fill ${messages} messages on this instance first`);
  const small = await prepareData(serverUrl, { messages: SMALL, seed, tell });
  const large = await prepareData(serverUrl, { messages: LARGE, seed, tell });
  const figures: Figure[] = [];
  for (const question of QUESTIONS) {
    const sides = [
      { name: 'small', run: () => askOurs(small.db, question) },
      { name: 'large', run: () => askOurs(large.db, question) },
    ];
    await warmUp(sides);
    const times = await inTurns(sides, rounds);
    const [of1M, of10M] = [median(times.get('small')?.all ?? []), median(times.get('large')?.all ?? [])];
    // of the other questions nobody asked how fast they are either
    const isAsked = question.ask.from === 'issue';
    const ask = isAsked
      ? { ask: `${MOST_GROWTH} (issue)`, isMet: of10M / of1M <= MOST_GROWTH }
      : { ask: '', isMet: null };
    const base = { rawMs: null, duckMs: null, ...ask };
    const note = `at 1 M ${of1M.toFixed(2)} ms`;
    figures.push({
      name: `10 M over 1 M: ${question.title}`,
      oursMs: of10M,
      ratio: (of10M / of1M).toFixed(2),
      note,
      ...base,
    });
  }
  await small.db.destroy();
  await large.db.destroy();
  return figures;
}
