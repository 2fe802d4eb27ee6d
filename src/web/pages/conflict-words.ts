import type { Conflict, Decision, DecisionResult } from '../../pipelines/decide-recommendations.ts';
import { DECIDED_WORDS } from './decision-form.ts';
import { counted, countText } from './figures.ts';
import type { Flash } from './flash.ts';
import { moment } from './moment.ts';
import { personOf, STATE_WORDS } from './state-words.ts';

/** What became of a decision, in a sentence or two; who was faster is named. */
export function decisionFlash(decision: Decision, { decided, waiting, conflicts }: DecisionResult): Flash {
  const parts = [
    decided.length === 0 ? '' : `${counted(decided.length, 'recommendation')} ${DECIDED_WORDS[decision]}.`,
    waiting.length === 0
      ? ''
      : `${counted(waiting.length, 'approval')} noted; a second person has to approve, too.`,
    conflictWords(conflicts),
  ].filter(Boolean);
  const isGood = decided.length + waiting.length > 0 || conflicts.length === 0;
  return { tone: isGood ? 'good' : 'bad', text: parts.join(' ') || 'Nothing was left to decide.' };
}

function conflictWords(conflicts: readonly Conflict[]): string {
  if (conflicts.length === 0) return '';
  const [only] = conflicts;
  if (conflicts.length === 1 && only !== undefined) return `Left alone: ${conflictSentence(only)}`;
  const groups = new Map<string, number>();
  for (const conflict of conflicts) {
    const words = groupWords(conflict);
    groups.set(words, (groups.get(words) ?? 0) + 1);
  }
  const told = [...groups].slice(0, 4).map(([words, count]) => `${countText(count)} ${words}`);
  return `${countText(conflicts.length)} left alone: ${told.join('; ')}.`;
}

/** "number 12 was rejected by anna, 24 Nov 2026, 12:01." */
export function conflictSentence({ id, why, state, by, when }: Conflict): string {
  const place = `number ${id}`;
  const who = by === null ? '' : ` by ${personOf(by)}`;
  const at = when === null ? '' : `, ${moment(when).text}`;
  switch (why) {
    case 'unknown':
      return `${place} is not there any more.`;
    case 'expired':
      return `${place} has expired; the next search proposes it again if it still holds.`;
    case 'same-person':
      return `${place} waits for somebody else: you approved it first.`;
    case 'changed':
    case 'state':
      return state === null
        ? `${place} was changed meanwhile.`
        : `${place} is "${STATE_WORDS[state].toLowerCase()}" meanwhile${who}${at}.`;
  }
}

function groupWords({ why, state, by }: Conflict): string {
  switch (why) {
    case 'unknown':
      return 'not there any more';
    case 'expired':
      return 'expired';
    case 'same-person':
      return 'waiting for a second person: you approved first';
    case 'changed':
    case 'state': {
      const who = by === null ? '' : ` by ${personOf(by)}`;
      return `${state === null ? 'changed' : STATE_WORDS[state].toLowerCase()} meanwhile${who}`;
    }
  }
}
