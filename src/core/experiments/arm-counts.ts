/**
 * What the contacts assigned to a test did, each counted at most once, inside the outcome windows of the plan.
 * Crossed-over contacts are in no arm. Human clicks only, judged alike in all arms.
 */
export type TestCounts = {
  readonly campaignId: string;
  readonly asOf: Temporal.Instant;
  /** `messages` = the campaign has no assignments: who was sent a variant counts as assigned to it */
  readonly assignedBy: 'assignments' | 'messages';
  readonly firstAssignedAt: Temporal.Instant | null;
  readonly lastAssignedAt: Temporal.Instant | null;
  /** true = assignment is over (a blast whose last assignment is a day old): one look at the split, not many */
  readonly isAssignmentFinal: boolean;
  /** true = every outcome window of every contact has ended */
  readonly isClosed: boolean;
  /** share of assigned contacts whose window of the primary outcome has ended, 0..1 */
  readonly matureShare: number;
  /** contacts in two arms */
  readonly crossedOver: number;
  readonly arms: readonly ArmCounts[];
  /** feeds that were alive and then stopped before `asOf`, so that nothing may be decided: `clicks`, `receipts`, `conversions` */
  readonly stoppedFeeds: readonly string[];
};

export type ArmCounts = {
  readonly variantId: string;
  readonly assigned: number;
  /** with at least one message of the campaign */
  readonly messaged: number;
  /** reached by a message of the campaign */
  readonly delivered: number;
  /** every message final and none delivered */
  readonly notDelivered: number;
  readonly clicking: number;
  /** any hit, bots included */
  readonly rawClicking: number;
  readonly optedOut: number;
  readonly conversions: readonly ArmConversions[];
  readonly revenue: readonly ArmRevenue[];
  readonly costs: readonly { readonly currency: string; readonly micro: number }[];
  /** seconds from delivery to the first human click, ascending, in whole minutes; the counts add up to `clicking` or less */
  readonly responses: readonly { readonly seconds: number; readonly contacts: number }[];
};

export type ArmConversions = { readonly kind: string; readonly contacts: number; readonly events: number };

/** Of one kind and currency ('' = not said); per contact totals, in millionths and millionths squared. */
export type ArmRevenue = {
  readonly kind: string;
  readonly currency: string;
  /** contacts with a value */
  readonly contacts: number;
  readonly sumMicro: number;
  readonly sumSquares: number;
};
