import type { Moments } from '../../../core/findings/counting/people.ts';
import { bindingsOf, type FindingsView } from '../view.ts';

export function momentsOf(view: FindingsView): Moments {
  const { asOf, firstS, matureS, recentS } = bindingsOf(view);
  return {
    asOfDay: view.asOfDay,
    asOfS: Number(asOf),
    firstS: Number(firstS),
    matureS: Number(matureS),
    recentS: Number(recentS),
  };
}
