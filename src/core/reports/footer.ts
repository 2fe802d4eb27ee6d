import { instant, type Phrase } from './figure.ts';
import type { PerformanceInput } from './performance-input.ts';
import type { Footer } from './report-model.ts';

type Asked = Pick<PerformanceInput, 'run' | 'window'>;

/** Why a reader gets this, when the next one comes, and how to make it again. */
export function composeFooter(input: Asked): Footer {
  const { run } = input;
  return {
    runId: run.id,
    why: run.why,
    schedule: run.schedule === null ? null : [run.schedule],
    nextRun: sayNextRun(input),
    recipients: run.recipients,
    reproduce: run.reproduce,
  };
}

/** null = nothing is scheduled */
export function sayNextRun({ run, window }: Asked): Phrase | null {
  return run.nextRunAt === null ? null : [instant(run.nextRunAt), ` ${window.timezone}`];
}
