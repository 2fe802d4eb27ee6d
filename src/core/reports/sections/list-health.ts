import { ACTIONS } from '../../cleaning/recommendation.ts';
import { say, sayCounted } from '../figure.ts';
import { sayListWorth, sumSavings, tiredCount, waitingCount } from '../list-health/waiting.ts';
import { sayHeld, sayIgnored, sayOutages } from '../list-health/warnings.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';
import { counted, joinWith } from '../words.ts';
import type { Decision } from './decision.ts';

/** Fewer contacts to stop are no reason to interrupt a marketing lead; the report on the list has them (judgement). */
const LEAST_TO_STOP = 20;

/** The list in a few lines; null when nobody has to know anything of it. */
export function composeListHealthNote({ input }: Reading): NoteSection | null {
  const { listHealth: health, reviewUrl } = input;
  if (health === null) return null;
  const tired = tiredCount(health);
  const waiting = waitingCount(health) - tired;
  const lines = [
    ...sayIgnored(health),
    ...sayHeld(health),
    ...(waiting === 0
      ? []
      : [
          joinWith(' ', [
            sayCounted(
              waiting,
              '{0} recommendation to clean the list waits for a decision.',
              '{0} recommendations to clean the list wait for a decision.',
            ),
            sumSavings(health),
          ]),
        ]),
    ...(tired === 0
      ? []
      : [
          sayCounted(
            tired,
            '{0} contact is tired of messages; whether it gets fewer waits for a decision.',
            '{0} contacts are tired of messages; whether they get fewer waits for a decision.',
          ),
        ]),
    ...(health.notAskedAgain === 0
      ? []
      : [say`Rejected before and not asked again: ${counted(health.notAskedAgain, 'contact')}.`]),
    ...sayOutages(health.lastRun),
  ];
  if (lines.length === 0) return null;
  const isLinked = waiting + tired > 0 && reviewUrl !== null;
  return {
    kind: 'note',
    title: 'List health',
    lines,
    ...(isLinked ? { link: { label: 'Review them', url: reviewUrl } } : {}),
  };
}

/** Asks for a decision on numbers that cost money every time. */
export function decideListHealth({ input: { listHealth: health } }: Reading): Decision | null {
  if (health === null || health.lastRun === null || health.lastRun.heldBecause !== null) return null;
  const stopping = health.waiting.filter(
    ({ reason, action }) => reason !== 'fatigued' && ACTIONS[action].takesOut,
  );
  const contacts = stopping.reduce((sum, group) => sum + group.contacts, 0);
  if (contacts < LEAST_TO_STOP) return null;
  return {
    short: 'numbers to review',
    line: say`Review ${counted(contacts, 'number')} that should not be sent to any more.`,
    worth: sayListWorth(health),
    place: 'review',
  };
}
