import type { App } from '../app.ts';
import { Failure } from '../core/failure.ts';
import { pingRedis } from '../queue/connection.ts';
import { openQueues } from '../queue/open-queues.ts';

/**
 * Tells the workers about a run at once instead of at their next look. null = done; else why Redis could not be told,
 * which costs at most 15 s.
 */
export async function wakeRun(app: App, runId: number): Promise<Failure | null> {
  const queues = openQueues({ redisUrl: app.redisUrl, prefix: app.config.QUEUE_PREFIX });
  try {
    // says at once why Redis is not there; the queue would only say that it waits
    await pingRedis(app.redisUrl);
    await queues.wake([{ job: 'produce-run', id: runId, attempt: 0 }]);
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const kept = `run ${runId} is stored, a running worker makes it within 15 s`;
    return new Failure(error.code, `${error.message}; ${kept}`, { cause: error });
  } finally {
    await queues.close();
  }
}
