import type { BlockList } from 'node:net';
import { createRateLimit } from '../rate-limit.ts';
import { type Caller, callerAddress } from './caller-address.ts';

/** More than an office behind one proxy clicks; a script that floods is slowed, and passwords have limits of their own. */
const PER_MINUTE = 12_000;
const MOST_CALLERS = 10_000;

/** Each address for itself; what is known of them is forgotten when they become too many to keep. */
export function limitCallers(
  peers: BlockList,
  perMinute: number = PER_MINUTE,
): (caller: Caller, nowMs: number) => boolean {
  let limit = createRateLimit();
  const seen = new Set<string>();
  return (caller, nowMs) => {
    if (seen.size >= MOST_CALLERS) {
      seen.clear();
      limit = createRateLimit();
    }
    const address = callerAddress(peers, caller);
    seen.add(address);
    return limit.allows(address, perMinute, nowMs);
  };
}
