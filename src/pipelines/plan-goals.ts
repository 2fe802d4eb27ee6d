import { metricNamed } from '../core/goals/condition.ts';
import { type Goal, goalText, parseGoal } from '../core/goals/goal.ts';
import type { SchedulesFile } from '../files/schedules-file.ts';
import type { Db } from '../store/connect.ts';
import { listGoals } from '../store/goals.ts';
import { collectFaults } from './collect-faults.ts';

/** What a block of the file changes that says all there is; `lines` empty = nothing. */
export type BlockChange<T> = { readonly all: readonly T[]; readonly lines: readonly string[] };

/** null = the file has no block of goals, so they stay. Faults go into `problems`, a line each. */
export async function planGoals(
  db: Db,
  block: SchedulesFile['goals'],
  problems: string[],
): Promise<BlockChange<Goal> | null> {
  if (block === undefined) return null;
  const { brands = {}, ...own } = block;
  const all = [
    ...readGoals('', 'goals', own, problems),
    ...Object.entries(brands).flatMap(([brand, goals]) =>
      readGoals(brand, `goals.brands.${brand}`, goals, problems),
    ),
  ];
  const [before, after] = [textsOf(await listGoals(db)), textsOf(all)];
  return { all, lines: changedLines('goal', before, after) };
}

/** `+ goal cost: at most 5000 EUR a month`, `~ goal ...: old -> new`, `- goal ...`. */
export function changedLines(
  what: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const set = [...after].flatMap(([key, is]) => {
    const was = before.get(key);
    if (was === is) return [];
    return [was === undefined ? `+ ${what} ${key}: ${is}` : `~ ${what} ${key}: ${was} -> ${is}`];
  });
  const gone = [...before].filter(([key]) => !after.has(key)).map(([key, was]) => `- ${what} ${key}: ${was}`);
  return [...set, ...gone];
}

function readGoals(
  brand: string,
  where: string,
  goals: Readonly<Record<string, string>>,
  problems: string[],
): readonly Goal[] {
  return Object.entries(goals).flatMap(([name, text]) =>
    collectFaults(problems, `${where}.${name}: `, () => parseGoal(brand, metricNamed(name), text)),
  );
}

function textsOf(goals: readonly Goal[]): ReadonlyMap<string, string> {
  return new Map(
    goals.map((goal) => [
      goal.brand === '' ? goal.metric : `of ${goal.brand}, ${goal.metric}`,
      goalText(goal),
    ]),
  );
}
