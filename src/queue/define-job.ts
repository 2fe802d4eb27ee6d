import { UnrecoverableError } from 'bullmq';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';

/** How often a job comes by itself, by BullMQ's scheduler. Reports are not among them: MySQL decides when they are due. */
export type Repeat = { readonly everyMs: number } | { readonly cron: string };

/** One file of jobs/. `Needs` is what the worker hands to every job. */
export type Job<Needs> = {
  readonly kind: 'job';
  /** public = other programs may add it */
  readonly queue: 'public' | 'internal';
  readonly repeat: Repeat | null;
  readonly run: (data: unknown, needs: Needs) => Promise<unknown>;
};

type Definition<Payload, Needs> = {
  readonly queue: Job<Needs>['queue'];
  readonly repeat?: Repeat;
  /** throws `bad-input` on data that are not a payload */
  readonly parse: (data: unknown) => Payload;
  /** what it returns is the return value of the BullMQ job: JSON, no address, no phone */
  readonly run: (payload: Payload, needs: Needs) => Promise<unknown>;
};

/** The only place that tells BullMQ "do not try again": a Failure that is not retryable. */
export function defineJob<Payload, Needs>(definition: Definition<Payload, Needs>): Job<Needs> {
  return {
    kind: 'job',
    queue: definition.queue,
    repeat: definition.repeat ?? null,
    run: async (data, needs) => {
      try {
        return await definition.run(definition.parse(data), needs);
      } catch (error) {
        throw final(error);
      }
    },
  };
}

/** A failure as BullMQ shall see it and keep it: `bad-input: recipients[0]: ...`, one line, no statement, no stack. */
export function final(error: unknown): unknown {
  if (!(error instanceof Failure)) return new Error(errorLine(error), { cause: error });
  if (error.retryable) return error;
  return new UnrecoverableError(`${error.code}: ${error.message}`);
}

/** The payload `{}` or nothing: for jobs that only tick. */
export function parseNothing(data: unknown): null {
  if (data === undefined || data === null) return null;
  if (typeof data === 'object' && Object.keys(data).length === 0) return null;
  throw new Failure('bad-input', 'payload: must be empty');
}

/** The payload `{ id: 12 }`: a row of ours. */
export function parseRowId(data: unknown): number {
  const id: unknown = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  throw new Failure('bad-input', 'id: must be a whole number above 0');
}
