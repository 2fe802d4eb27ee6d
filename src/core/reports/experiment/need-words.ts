import type { Need } from '../../experiments/judgement.ts';
import type { ExperimentPlan } from '../../experiments/plan.ts';
import { count, type Phrase, points, rate, say, sayCounted } from '../figure.ts';
import { counted } from '../words.ts';

/** "about 4,300 more contacts per arm, or 3 similar sends"; empty where it cannot be said or nothing more is needed. */
export function sayNeed(need: Need | null): Phrase {
  if (need === null || need.morePerArm <= 0) return [];
  const more = roundUp(need.morePerArm);
  if (need.similarSends <= 0)
    return sayCounted(more, 'about {0} more contact per arm', 'about {0} more contacts per arm');
  const sends = counted(Math.ceil(need.similarSends), 'similar send');
  return sayCounted(
    more,
    'about {0} more contact per arm, or {1}',
    'about {0} more contacts per arm, or {1}',
    [count(more), sends],
  );
}

/** An estimate with more than two digits would claim too much. */
function roundUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}

/** "the 10 % you said matters (+0.2 pt on 2.0 %)": the planned effect, and who chose it. */
export function sayWhatMatters(plan: ExperimentPlan): Phrase {
  const share = rate(plan.mdeRelative);
  const effect =
    plan.origin === 'applied'
      ? say`the ${share} you said matters`
      : say`the ${share} taken to matter where nobody planned a test`;
  if (plan.primary.kind === 'revenue') return effect;
  return say`${effect} (${points(plan.mdeRelative * plan.plannedRate)} on ${rate(plan.plannedRate)})`;
}
