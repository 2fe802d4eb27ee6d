import { createKnownWords } from '../known-words.ts';

/**
 * Why the judge compares nothing, trusts nothing, or warns: its own words (src/core/experiments), as a sentence a language
 * can say. A word of the judge that is missing here stays English.
 */
export const sayJudged = createKnownWords([
  // compared yet?
  'needs {0} events, has {1}',
  'needs {0} expected events in the smaller arm, has {1}',
  'needs {0} buyers in the smaller arm, has {1}',
  'nobody assigned',
  'all contacts alike',
  'two currencies',
  'send times are compared when the windows of all arms have ended',
  'holdout: gets no message',
  'the split is off',
  // a test at all?
  'fewer than two arms',
  'fewer than two arms with a planned share',
  'one mailing against a holdout, which cannot click: plan a conversion as the primary outcome',
  // counts and plans that cannot be
  'arm {0}: {1} is counted twice',
  'arm {0} is counted twice',
  'arm {0} has {1} contacts and is not in the plan',
  'arm {0} has {1} contacts and a planned share of 0',
  '{0} of {1} contacts are in two arms (allowed: below {2} %)',
  '{0} of {1} contacts of holdout {2} got a message (allowed: below {3} %)',
  'no more {0} arrive: what is missing would look like a difference',
  'arm {0}: {1} contacts clicked and {2} count as reached: receipts are missing',
  'revenue in more than one currency: {0}',
  'arm {0}: {1} is not a whole number from 0 on',
  'arm {0}: {1} is above its {2} contacts',
  'arm {0}: {1} delivered and {2} not delivered are more than its {3} contacts',
  'arm {0}: {1} human clicks are above {2} clicks of any kind',
  'arm {0}: {1} response times are above {2} clicks',
  'arm {0}: a response time is not a number of seconds from 0 on',
  'arm {0}: {1} events are below {2} contacts',
  'arm {0}: the sums of {1} revenue cannot come from {2} buyers',
  'arm {0}: a cost is no number',
  'the plan names arm {0} twice',
  'the planned shares add up to {0}, not to 1',
  'the plan names more than one control',
  'the plan names more than one holdout',
  // notes
  'the split looks odd (chi-square p below 0.001), not beyond what looking often explains',
  'nobody planned this test: the usual settings are taken until it begins',
  'nobody planned this test: the usual settings were frozen at the first assignment',
  'no assignments are known: who was sent a variant counts as assigned to it',
  '1 contact is in two arms and left out',
  '{0} contacts are in two arms and left out',
  '{0}: {1} of its clicking contacts were clicked for by bots only',
  'bots clicked at least twice as often in one arm as in another',
  'what matters is measured against the amount a contact brought so far',
]);
