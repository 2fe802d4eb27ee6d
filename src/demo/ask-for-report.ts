import { Queue, QueueEvents } from 'bullmq';
import { Failure } from '../core/failure.ts';

const PATIENCE_MS = 60_000;

/**
 * What any other program would do: adds a job to the public queue with BullMQ and nothing of this project, and
 * waits for its return value.
 */
export async function askForReport(
  place: { readonly redisUrl: string; readonly prefix: string },
  data: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const options = { connection: { url: place.redisUrl }, prefix: place.prefix };
  const queue = new Queue('reports', options);
  // from the beginning: a job that is done before the first look at the events is told all the same
  const events = new QueueEvents('reports', { ...options, lastEventId: '0-0' });
  try {
    const job = await queue.add('produce-report', data);
    return await job.waitUntilFinished(events, PATIENCE_MS);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('bad-state', `the ad-hoc report was not made: ${why}`, { cause });
  } finally {
    await events.close();
    await queue.close();
  }
}

/** The four weeks before the last day of the history, in the words of the queue contract. */
export function adHocRequest(endsAt: Temporal.Instant): Readonly<Record<string, unknown>> {
  const to = endsAt.toZonedDateTimeISO('Europe/Oslo').toPlainDate();
  return {
    v: 1,
    requestId: `demo-${endsAt.epochMilliseconds}`,
    report: 'performance',
    window: { from: to.subtract({ weeks: 4 }).toString(), to: to.toString(), tz: 'Europe/Oslo' },
    recipients: ['analyst@demo.example'],
    formats: ['html', 'csv'],
    producer: 'demo-shop',
  };
}
