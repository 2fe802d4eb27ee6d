import type { ListHealth } from '../../cleaning/list-health.ts';
import { type Phrase, say } from '../figure.ts';
import { createKnownWords } from '../known-words.ts';
import { counted } from '../words.ts';
import { sayLeftOut } from './left-out-words.ts';

/** Whoever asked to stop, or was stopped, and got messages all the same: the sending platform does not obey. */
export function sayIgnored({
  messagedThoughSuppressed: { messages, contacts },
}: ListHealth): readonly Phrase[] {
  if (messages === 0) return [];
  const [sent, to] = [counted(messages, 'message'), counted(contacts, 'contact')];
  return [
    say`Suppressed, yet messaged: ${sent} to ${to} in this period. The sending platform has to take over the suppressions.`,
  ];
}

export function sayHeld({ lastRun }: ListHealth): readonly Phrase[] {
  if (lastRun?.heldBecause == null) return [];
  const why = sayWhyHeld(lastRun.heldBecause);
  return [say`The last search is held, and nothing of it can be applied: ${why}.`];
}

export function sayOutages(lastRun: ListHealth['lastRun']): readonly Phrase[] {
  return (lastRun?.outages ?? []).map((outage) => say`Not used as evidence: ${sayLeftOut(outage)}.`);
}

/** The words of src/core/cleaning/blast-radius.ts, stored with the run. */
const sayWhyHeld = createKnownWords([
  '{0} of {1} reachable contacts of the list would go',
  '{0} of {1} reachable contacts of the segment {2} would go',
  '{0} contacts would go, {1} in the run before',
]);
