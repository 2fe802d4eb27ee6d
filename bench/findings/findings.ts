import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrivateServers } from '../../src/servers/private-servers.ts';
import { findByCommands } from './find-by-commands.ts';
import { findInWorld } from './find-in-world.ts';
import { type Ask, asksOf } from './score/asks.ts';
import { addScores, NO_WORLDS, scoreWorld, type WorldScore } from './score/score-world.ts';
import { textOfScores } from './score/text-of-scores.ts';
import { seedsOf } from './seeds-of.ts';
import { buildWorld, type World } from './world/send.ts';

export type FindingsAsked = {
  /** `1001-1008` */
  readonly seeds: string;
  readonly size: 'small' | 'full';
  /** null = the core alone on the messages in memory; else through files, import and commands */
  readonly servers: PrivateServers | null;
  readonly tell: (line: string) => void;
};

/** Thresholds may be chosen on seeds up to here; results of them are printed and not kept. */
const LAST_TUNED = 1000;

/**
 * Makes worlds whose truth is known, one with and one without effects a seed, searches them and counts what was found.
 *
 * @returns true when every ask is met
 */
export async function benchFindings({ seeds, size, servers, tell }: FindingsAsked): Promise<boolean> {
  const startedMs = performance.now();
  const day = servers === null ? {} : { asOfDay: today() };
  const asked = seedsOf(seeds).flatMap((seed) =>
    [false, true].map((isNull) => ({ seed, size, isNull, ...day })),
  );
  // a world waits for its server half of the time: two at once keep both processors busy
  const scores = await inTurns(asked, servers === null ? 1 : 2, async (one) => {
    const name = `seed ${one.seed}${one.isNull ? ', nothing planted' : ''}`;
    tell(`findings: ${name}`);
    return search(buildWorld(one), servers, (line) => tell(`  ${name}: ${line.trim()}`));
  });
  const sumOf = (isNull: boolean): WorldScore =>
    scores.filter((_, place) => asked[place]?.isNull === isNull).reduce(addScores, NO_WORLDS);
  const [planted, empty] = [sumOf(false), sumOf(true)];
  const asks = asksOf(planted, empty);
  const way = servers === null ? 'findings-core' : 'findings';
  const text = textOfScores({
    command: `npm run bench -- --only ${way} --seeds ${seeds} --size ${size}`,
    seconds: (performance.now() - startedMs) / 1000,
    asks,
    planted,
    empty,
  });
  const isHeldOut = size === 'full' && Math.min(...seedsOf(seeds)) > LAST_TUNED;
  if (isHeldOut) writeFileSync(join(import.meta.dirname, `../results-${way}.md`), text);
  process.stdout.write(text);
  return isAllMet(asks);
}

/** The answers in the order of the list, whichever came first. */
async function inTurns<T, R>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers = new Map<number, R>();
  const entries = list.entries();
  const drain = async (): Promise<void> => {
    for (const [place, one] of entries) answers.set(place, await work(one));
  };
  await Promise.all(Array.from({ length: atOnce }, drain));
  return [...answers].toSorted(([a], [b]) => a - b).map(([, answer]) => answer);
}

async function search(
  world: World,
  servers: PrivateServers | null,
  tell: (line: string) => void,
): Promise<WorldScore> {
  return scoreWorld(
    world,
    servers === null ? findInWorld(world) : await findByCommands(servers, world, tell),
  );
}

/** `findings` keeps, and `findings contacts` lists, only what was searched as of now. */
function today(): number {
  return Math.floor(Temporal.Now.instant().epochMilliseconds / 86_400_000);
}

function isAllMet(asks: readonly Ask[]): boolean {
  return asks.every(({ isMet }) => isMet !== false);
}
