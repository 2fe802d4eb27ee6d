import type { ListHealth } from '../../cleaning/list-health.ts';
import { REASON_WORDS } from '../../cleaning/reason-words.ts';
import { say } from '../figure.ts';
import type { DefinitionsSection } from '../report-model.ts';
import { MOST_LINES } from './to-decide.ts';

/** What the reasons mean that "To decide" does not explain, and what never counts. */
export function composeReasonDefinitions({ waiting }: ListHealth): DefinitionsSection {
  return {
    kind: 'definitions',
    title: 'How we judge',
    items: [...new Set(waiting.slice(MOST_LINES).map(({ reason }) => reason))].map((reason) => ({
      label: REASON_WORDS[reason].label,
      sentence: REASON_WORDS[reason].meaning,
    })),
    notes: [
      say`Nothing is taken off the list before a person decides; every step can be undone.`,
      say`Failures that come in bunches by operator, campaign or hour look like an outage and never count against a number; nor do filtering, content, sender, routing and provider faults.`,
      say`A delivery, a click by a person, a reply, an order or an opt-in clears what was held against a number.`,
    ],
  };
}
