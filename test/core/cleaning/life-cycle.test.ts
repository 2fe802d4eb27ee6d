import { describe, expect, it } from 'vitest';
import {
  isOpen,
  LIFE_EVENTS,
  nextState,
  type RecommendationState,
  STATES,
  statesBefore,
  TRANSITIONS,
} from '../../../src/core/cleaning/life-cycle.ts';

describe('the life cycle of a recommendation', () => {
  it('answers every event in every state', () => {
    expect(Object.keys(TRANSITIONS).sort()).toEqual([...STATES].sort());
    for (const state of STATES)
      expect(Object.keys(TRANSITIONS[state]).sort()).toEqual([...LIFE_EVENTS].sort());
  });

  it('reaches every state from a proposal', () => {
    const reached = new Set<RecommendationState>(['proposed']);
    for (const state of reached)
      for (const event of LIFE_EVENTS) {
        const next = nextState(state, event);
        if (next !== null) reached.add(next);
      }
    expect([...reached].sort()).toEqual([...STATES].sort());
  });

  it('suppresses nobody without an approval: only approved ones begin to be applied', () => {
    expect(statesBefore('begin_apply')).toEqual(['approved']);
    expect(STATES.filter((state) => nextState(state, 'finish_apply') === 'applied')).toEqual(['applying']);
    expect(STATES.filter((state) => Object.values(TRANSITIONS[state]).includes('approved' as never))).toEqual(
      ['proposed', 'snoozed', 'apply_failed'],
    );
  });

  it('ends for good where a person or the clock ended it', () => {
    for (const state of ['rejected', 'expired', 'superseded', 'invalidated', 'undone'] as const) {
      expect(isOpen(state)).toBe(false);
      expect(Object.values(TRANSITIONS[state]).every((next) => next === null)).toBe(true);
    }
  });
});
