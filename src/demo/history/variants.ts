import type { VariantPlan } from './plan.ts';
import type { Special } from './promotion.ts';

type Arm = Partial<VariantPlan> & { readonly id: string };

/** The arms of a campaign: one, or the two (or three) that its planted fact needs. */
export function variantsOf(
  special: Special | undefined,
  text: string,
  parts: number,
): readonly VariantPlan[] {
  const shorter = text.replace(/ STOP to 2440$/, '').replace(/^([^:.]+[:.]) .*(https)/, '$1 $2');
  return armsOf(special).map((arm) => ({
    label: 'The text',
    text: arm.isHoldout === true ? '' : arm.id === 'b' ? `${shorter} STOP to 2440` : text,
    parts,
    plannedShare: 1,
    actualShare: arm.plannedShare ?? 1,
    clickFactor: 1,
    optOutFactor: 1,
    isControl: false,
    isHoldout: false,
    ...arm,
  }));
}

function armsOf(special: Special | undefined): readonly Arm[] {
  const long = { id: 'a', label: 'Whole sentence', plannedShare: 0.5 };
  const short = { id: 'b', label: 'Link first', plannedShare: 0.5 };
  switch (special) {
    case 'clear-winner':
      return [long, { ...short, clickFactor: 1.42 }];
    case 'tie':
    case 'too-small':
      return [long, short];
    case 'broken-split':
      return [
        { ...long, actualShare: 0.43 },
        { ...short, actualShare: 0.57, clickFactor: 1.1 },
      ];
    case 'more-opt-outs':
      return [long, { ...short, clickFactor: 1.25, optOutFactor: 3.2 }];
    case 'holdout':
      return [
        { ...long, plannedShare: 0.8 },
        { id: 'none', label: 'No message', plannedShare: 0.2, isHoldout: true },
      ];
    case 'outage':
    case 'bot-storm':
    case 'norwegian-krone':
    case 'random-hour':
    case undefined:
      return [{ id: 'a' }];
  }
}
