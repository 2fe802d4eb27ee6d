import type { Definition } from './definitions.ts';

/** Figures on opt-outs that are no sums of a cohort: people, wishes and messages in their order. */
export const OPT_OUT_DEFINITIONS: readonly Definition[] = [
  {
    id: 'messages-after-opt-out',
    label: 'Messages after an opt-out',
    unit: 'count',
    better: 'down',
    formula: 'promotional messages sent after an opt-out of the same phone, before its next opt-in',
    window:
      'messages sent in the window, whenever the opt-out came; all contact rows of one phone are one person',
    definition:
      'A message counts when it was handed to the provider later than the second of the opt-out, whether or not it was delivered; canceled ones do not, and those that the provider refused as opted out are told apart. Transactional messages are told apart, and the first one is left out as the confirmation when it follows within 5 minutes.',
    whenEmpty: 'nothing is said when there are none',
  },
  {
    id: 'opt-out-honour-time',
    label: 'Time until an opt-out is honoured',
    unit: 'duration',
    better: 'down',
    formula:
      "later of (the sending platform's own opt-out record, the last promotional message after it) minus the text that asked",
    window: 'opt-outs by text of the window; what came after them counts until now, or the next opt-in',
    definition:
      'Median and 95th percentile (nearest rank; the longest below 20) with the number of opt-outs they stand on. An opt-out by a link or by hand is itself the record and is not in it.',
    whenEmpty: 'the platform wrote no record of its own and sent nothing after the opt-out',
  },
];
