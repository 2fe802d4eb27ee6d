/** Places where FAULT_POINT can end the process, so that tests see what a kill -9 there leaves behind. */
export const CRASH_POINTS = [
  'rec.apply_begin',
  'rec.apply_begun',
  'rec.apply_chunk',
  'rec.apply_before_commit',
  'rec.apply_after_commit',
  'rec.apply_settled_half',
  'rec.undo_begin',
  'rec.undo_begun',
  'rec.undo_half',
  'rec.undo_before_commit',
  'rec.undo_after_commit',
  'rec.undo_settled_half',
  'erase.half',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Called where a crash may hurt; does nothing but in a test. */
export type Reach = (point: CrashPoint) => void;
