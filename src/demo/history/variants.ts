import { messageParts } from '../../core/message-parts.ts';
import type { VariantPlan } from './plan.ts';
import type { Special } from './promotion.ts';

type Arm = Partial<VariantPlan> & { readonly id: string };

/** The arms of a campaign: one, or the two (or three) that its planted fact needs. */
export function variantsOf(special: Special | undefined, text: string): readonly VariantPlan[] {
  return armsOf(special).map((arm) => {
    const said = arm.isHoldout === true ? '' : arm.id === 'b' ? linkFirst(text) : text;
    return {
      label: 'The text',
      text: said,
      parts: messageParts(said).parts,
      plannedShare: 1,
      actualShare: arm.plannedShare ?? 1,
      clickFactor: 1,
      optOutFactor: 1,
      isControl: false,
      isHoldout: false,
      ...arm,
    };
  });
}

/** The same words with the link before them; the way out stays at the end. */
function linkFirst(text: string): string {
  return text.replace(/^(.*) (https\S+) (STOP to \d+)$/, '$2 $1 $3');
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
        { ...long, actualShare: 0.38 },
        { ...short, actualShare: 0.62, clickFactor: 1.1 },
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
