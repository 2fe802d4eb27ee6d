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
  'sched.before_tx',
  'sched.after_insert',
  'sched.before_commit',
  'sched.after_commit',
  'sched.after_enqueue',
  'run.claimed',
  'run.query_half',
  'run.rendered',
  'run.before_commit',
  'run.after_commit',
  'dlv.claimed',
  'dlv.connected',
  'dlv.rcpt_ok',
  'dlv.phase_data_committed',
  'dlv.body_half',
  'dlv.dot_sent',
  'dlv.reply_seen',
  'dlv.before_sent_commit',
  'dlv.after_sent_commit',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Called where a crash may hurt; does nothing but in a test. */
export type Reach = (point: CrashPoint) => void;
