import { Failure } from '../core/failure.ts';
import type { Db } from './connect.ts';

/** The smallest limit that servers are delivered with is 4 MiB, the smallest in use 1 MiB. */
const NEVER_ASKED_BYTES = 400_000;
/** The driver writes a byte of a BLOB as two digits; the rest of the statement is small beside it. */
const BYTES_PER_BYTE = 2;
const REST_BYTES = 10_000;

/**
 * Throws `bad-state` when the largest of these values does not fit into one statement. The server would end the
 * connection instead of answering, and the same would be tried again until the deadline.
 */
export async function refuseTooLarge(db: Db, largestBytes: number, what: string): Promise<void> {
  if (largestBytes <= NEVER_ASKED_BYTES) return;
  const [rows] = await db.raw('SELECT @@max_allowed_packet AS most');
  const most = Number(rows[0]?.most);
  const needed = largestBytes * BYTES_PER_BYTE + REST_BYTES;
  if (needed <= most) return;
  throw new Failure(
    'bad-state',
    `${what} is ${largestBytes} bytes; the database takes statements of ${most} bytes: raise max_allowed_packet to ${needed} or more`,
  );
}
