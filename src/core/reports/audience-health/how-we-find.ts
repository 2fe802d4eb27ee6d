import { say } from '../figure.ts';
import type { DefinitionsSection } from '../report-model.ts';

export function composeHowWeFind(): DefinitionsSection {
  return {
    kind: 'definitions',
    title: 'How we look',
    items: [
      {
        label: 'Tired of texts',
        sentence:
          'Clicks per text fell or opt-outs per text rose on campaigns that others got too, more than chance allows for all segments together, and the number of texts can explain it.',
      },
      {
        label: 'Declining',
        sentence: 'The same, but the number of texts does not explain it.',
      },
      {
        label: 'Texts in 30 days',
        sentence: 'Promotional messages delivered to the phone in the 30 days before a message, on average.',
      },
    ],
    notes: [
      say`These are associations. Only a random group that stays at the old frequency proves that fewer texts help.`,
      say`Campaigns younger than 48 hours are left out; a click counts within 7 days.`,
      say`What all segments do together is not fatigue of one of them, and cannot be told from the season.`,
      say`No frequency is recommended that nobody was sent.`,
    ],
  };
}
