import type { Action, Reason } from './recommendation.ts';

type ReasonWords = {
  /** heads a row or a filter: "Number does not exist" */
  readonly label: string;
  /** what has to be true, in one sentence for somebody who has to decide */
  readonly meaning: string;
};

/** One place for what a reviewer and a reader of the report are told a reason means. */
export const REASON_WORDS: Readonly<Record<Reason, ReasonWords>> = {
  invalid_number: {
    label: 'Number does not exist',
    meaning: 'Operators said so, and nothing has reached it since.',
  },
  not_sms_capable: {
    label: 'Cannot take SMS',
    meaning: 'A landline or another line without SMS; other channels may still reach the contact.',
  },
  invalid_pattern: {
    label: 'Not a number of its country',
    meaning: 'The numbering plan has no such number, and nothing was ever delivered to it.',
  },
  barred: {
    label: 'Barred by the operator',
    meaning: 'Suspended or barred; worth another try after the pause.',
  },
  persistently_absent: {
    label: 'Not reached for months',
    meaning: 'Switched off or out of reach in every campaign over at least 90 days.',
  },
  opted_out: {
    label: 'Opted out',
    meaning: 'Asked to stop. In force at once, nobody has to decide.',
  },
  recipient_blocked: {
    label: 'Blocks this sender',
    meaning: 'The contact or its operator blocks the sender; the number itself is good.',
  },
  inactive: {
    label: 'No reaction any more',
    meaning: 'Messages arrive, but there are no clicks, replies or orders any more. The number is good.',
  },
  never_engaged: {
    label: 'Never a reaction',
    meaning: 'Messages arrive, and there never was a click, reply or order. The number is good.',
  },
  duplicate: {
    label: 'Same number twice',
    meaning: 'Another contact has the same number; the one with the latest sign of life stays.',
  },
  damaged_import: {
    label: 'Damaged by an import',
    meaning: 'A spreadsheet changed the number; it has to be put right where it came from.',
  },
  fatigued: {
    label: 'Messaged too often',
    meaning: 'Used to react and gets many messages; reactions have all but stopped. The number is good.',
  },
};

/** What applying does, as a verb: "Stop sending". */
export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  suppress: 'Stop sending',
  suppress_until: 'Stop sending for a while',
  suppress_sender: 'Stop sending from this sender',
  sunset: 'Stop sending after a last try',
  pause: 'Pause',
  hold: 'Check the number first',
  fix_number: 'Put the number right',
  merge: 'Merge the two contacts',
  reengage: 'Ask for a sign of life',
  lower: 'Send less often',
};
