import { amountText } from '../core/goals/amount.ts';
import { type Goal, goalText } from '../core/goals/goal.ts';
import { metricById } from '../core/metrics/catalogue.ts';
import { listGoals } from '../store/goals.ts';
import type { CommandContext } from './context.ts';
import { textTable } from './text-table.ts';

/** Goals and limits that hold, as a table or as JSON. */
export async function printGoals(context: CommandContext, isJson: boolean): Promise<void> {
  const { db } = await context.app();
  const goals = await listGoals(db);
  if (isJson) return context.stdout(`${JSON.stringify(goals.map(goalJson), null, 2)}\n`);
  if (goals.length === 0) return context.stderr('none yet; the block goals of schedules.yaml sets them\n');
  const titles = ['of', 'metric', 'goal'].map((title) => ({ title, align: 'left' as const }));
  context.stdout(
    textTable(
      titles,
      goals.map((goal) => [goal.brand === '' ? 'all' : goal.brand, goal.metric, goalText(goal)]),
    ),
  );
}

/** The keys are documented and stay. */
function goalJson(goal: Goal): Readonly<Record<string, unknown>> {
  const { brand, metric, side, amount, period } = goal;
  return {
    brand: brand === '' ? null : brand,
    metric,
    side,
    amount: amountText(metricById(metric), amount),
    period,
  };
}
