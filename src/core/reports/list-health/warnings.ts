import type { ListHealth } from '../../cleaning/list-health.ts';
import type { Phrase } from '../figure.ts';
import { counted } from '../words.ts';

/** Whoever asked to stop, or was stopped, and got messages all the same: the sending platform does not obey. */
export function sayIgnored({
  messagedThoughSuppressed: { messages, contacts },
}: ListHealth): readonly Phrase[] {
  if (messages === 0) return [];
  return [
    [
      'Suppressed, yet messaged: ',
      ...counted(messages, 'message'),
      ' to ',
      ...counted(contacts, 'contact'),
      ' in this period. The sending platform has to take over the suppressions.',
    ],
  ];
}

export function sayHeld({ lastRun }: ListHealth): readonly Phrase[] {
  if (lastRun?.heldBecause == null) return [];
  return [['The last search is held, and nothing of it can be applied: ', lastRun.heldBecause, '.']];
}
