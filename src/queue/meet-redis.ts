import { Failure } from '../core/failure.ts';
import { pingRedis } from './connection.ts';

/** Redis away is no reason not to start; a wrong password is: nobody would see it until the queue is missed. */
export async function meetRedis(redisUrl: string, onAway: (error: unknown) => void): Promise<void> {
  try {
    await pingRedis(redisUrl);
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-config') throw error;
    onAway(error);
  }
}
