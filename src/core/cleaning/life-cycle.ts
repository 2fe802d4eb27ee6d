export const STATES = [
  'proposed',
  'approved',
  'rejected',
  'snoozed',
  'expired',
  'superseded',
  'invalidated',
  'applying',
  'applied',
  'apply_failed',
  'undoing',
  'undone',
] as const;
export type RecommendationState = (typeof STATES)[number];

/**
 * What can happen to a recommendation. Persons approve, reject, snooze and begin to apply or undo; the clock expires
 * and wakes; a new run supersedes; a delivery, click, reply, order or opt-in invalidates.
 */
export const LIFE_EVENTS = [
  'approve',
  'reject',
  'snooze',
  'wake',
  'expire',
  'supersede',
  'invalidate',
  'begin_apply',
  'finish_apply',
  'fail_apply',
  'begin_undo',
  'finish_undo',
  'fail_undo',
] as const;
export type LifeEvent = (typeof LIFE_EVENTS)[number];

type Row = Readonly<Record<LifeEvent, RecommendationState | null>>;

const NOTHING: Row = {
  approve: null,
  reject: null,
  snooze: null,
  wake: null,
  expire: null,
  supersede: null,
  invalidate: null,
  begin_apply: null,
  finish_apply: null,
  fail_apply: null,
  begin_undo: null,
  finish_undo: null,
  fail_undo: null,
};

/** The whole table: every state, every event; null = refused. The type holds it complete. */
export const TRANSITIONS = {
  proposed: {
    ...NOTHING,
    approve: 'approved',
    reject: 'rejected',
    snooze: 'snoozed',
    expire: 'expired',
    supersede: 'superseded',
    invalidate: 'invalidated',
  },
  snoozed: {
    ...NOTHING,
    approve: 'approved',
    reject: 'rejected',
    snooze: 'snoozed',
    wake: 'proposed',
    supersede: 'superseded',
    invalidate: 'invalidated',
  },
  // a person may take an approval back until somebody applies it
  approved: {
    ...NOTHING,
    reject: 'rejected',
    snooze: 'snoozed',
    expire: 'expired',
    invalidate: 'invalidated',
    begin_apply: 'applying',
  },
  applying: {
    ...NOTHING,
    invalidate: 'invalidated',
    finish_apply: 'applied',
    fail_apply: 'apply_failed',
  },
  apply_failed: {
    ...NOTHING,
    approve: 'approved',
    reject: 'rejected',
    expire: 'expired',
    supersede: 'superseded',
    invalidate: 'invalidated',
  },
  applied: { ...NOTHING, begin_undo: 'undoing' },
  undoing: { ...NOTHING, finish_undo: 'undone', fail_undo: 'applied' },
  rejected: NOTHING,
  expired: NOTHING,
  superseded: NOTHING,
  invalidated: NOTHING,
  undone: NOTHING,
} as const satisfies Readonly<Record<RecommendationState, Row>>;

/** null = this cannot happen in that state. */
export function nextState(state: RecommendationState, event: LifeEvent): RecommendationState | null {
  return TRANSITIONS[state][event];
}

/** The states an event can happen in. */
export function statesBefore(event: LifeEvent): readonly RecommendationState[] {
  return STATES.filter((state) => nextState(state, event) !== null);
}

/** Waits for somebody, or is being applied: as long there is no second one for the contact and reason. */
export function isOpen(state: RecommendationState): boolean {
  switch (state) {
    case 'proposed':
    case 'snoozed':
    case 'approved':
    case 'applying':
    case 'apply_failed':
      return true;
    case 'rejected':
    case 'expired':
    case 'superseded':
    case 'invalidated':
    case 'applied':
    case 'undoing':
    case 'undone':
      return false;
  }
}

/** Days, from receipts-and-hygiene.md 3.5: a proposal nobody decides on, an approval nobody applies, no second asking. */
export const PROPOSAL_DAYS = 30;
export const APPROVAL_DAYS = 14;
export const COOL_DOWN_DAYS = 90;
