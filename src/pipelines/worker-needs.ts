import type { WakeUp } from '../queue/open-queues.ts';
import type { DispatchTools } from './dispatch-report.ts';
import type { SenderSettings } from './dispatch-save.ts';
import type { ProduceNeeds } from './produce-report.ts';
import type { PullTick } from './pull-when-due.ts';
import type { RequestNeeds } from './request-report.ts';

/** What the worker hands to every job; src/worker.ts makes it once. */
export type WorkerNeeds = {
  readonly produce: ProduceNeeds;
  readonly request: RequestNeeds;
  readonly dispatch: DispatchTools;
  readonly sender: SenderSettings;
  /** never fails: without Redis the next tick does the work itself */
  readonly wake: (wakeUps: readonly WakeUp[]) => Promise<boolean>;
  readonly refreshRollups: () => Promise<void>;
  /** proves cubes = facts = source and repairs; says what differed */
  readonly reconcileRollups: () => Promise<unknown>;
  /** searches for numbers and contacts to clean; nothing is applied */
  readonly proposeCleaning: () => Promise<void>;
  /** looks for fatigue, send times and anomalies; reports show what it found */
  readonly findFindings: () => Promise<void>;
  /** goes on with batches of recommendations whose process died */
  readonly resumeBatches: () => Promise<unknown>;
  /** ends what is over, wakes what was snoozed until now */
  readonly sweepRecommendations: () => Promise<unknown>;
  /** takes away what is past its days */
  readonly pruneStored: () => Promise<unknown>;
  /** pulls when it is due and nobody else does */
  readonly pullMarketingPlatform: () => Promise<PullTick>;
};
