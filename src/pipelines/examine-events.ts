import { type Check, ok, warning } from '../core/check.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { lookAtBacklog } from '../store/provider-events/backlog.ts';
import { unknownCodes } from './unknown-codes.ts';

const DAY_HOURS = 24;
const MOST_COUNTED = 1_000_000;

/** For `doctor`: events that wait for their message, that hooks could not read, and codes that nobody knows. */
export async function examineEvents(db: Db): Promise<readonly Check[]> {
  const [backlog, codes, now] = await Promise.all([lookAtBacklog(db), unknownCodes(db), databaseNow(db)]);
  const { parked, oldestAt, refused, kept } = backlog;
  return [
    checkParked(parked, oldestAt, now),
    refused === 0
      ? ok('refused events', 'none in 30 days')
      : warning(
          'refused events',
          `${refused} that hooks could not read in 30 days, ${kept} of them kept`,
          'look at them: sms-reports hooks refused',
        ),
    codes.length === 0
      ? ok('unknown codes', 'none')
      : warning(
          'unknown codes',
          `${codes.length}, the most frequent ${codes[0]?.provider} ${codes[0]?.field} ${codes[0]?.code}`,
          'list them with definitions codes --unknown, say what they mean with codes classify',
        ),
  ];
}

function checkParked(parked: number, oldestAt: Temporal.Instant | null, now: Temporal.Instant): Check {
  const subject = 'parked events';
  if (parked === 0 || oldestAt === null) return ok(subject, 'none');
  const hours = Math.floor(now.since(oldestAt).total('hours'));
  const count = parked > MOST_COUNTED ? `more than ${MOST_COUNTED}` : String(parked);
  const seen = `${count} wait for their message, the oldest since ${oldestAt.toString({ smallestUnit: 'second' })}`;
  return hours < DAY_HOURS
    ? ok(subject, seen)
    : warning(subject, seen, 'import the messages they tell of, or the answers to their sends');
}
