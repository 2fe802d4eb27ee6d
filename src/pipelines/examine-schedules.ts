import { type Check, ok, warning } from '../core/check.ts';
import type { Db } from '../store/connect.ts';
import { readMailPause } from '../store/mail-gate.ts';
import { loadScheduleBeats } from '../store/schedule-beats.ts';
import { pauseWords } from './mail-gate.ts';

/** Most late schedules that are named. */
const NAMED = 3;

/** Does every schedule reach everybody in time, and may mail go out at all. */
export async function examineSchedules(db: Db, now: Temporal.Instant): Promise<readonly Check[]> {
  const beats = await loadScheduleBeats(db, now);
  const late = beats.filter(({ lateSince }) => lateSince !== null);
  const names = late
    .slice(0, NAMED)
    .map(({ key, lateSince }) => `${key} since ${lateSince?.toString({ smallestUnit: 'minute' })}`);
  const unowned = late.filter(({ hasOwner }) => !hasOwner).map(({ key }) => key);
  const pause = await readMailPause(db);
  return [
    late.length === 0
      ? ok('schedules', beats.length === 0 ? 'none yet' : `${beats.length}, none is late`)
      : warning(
          'schedules',
          `${late.length} of ${beats.length} late: ${names.join(', ')}${late.length > NAMED ? ', ...' : ''}`,
          'look into `runs list`; a worker must run, and see MySQL and the mail server',
        ),
    ...(unowned.length === 0
      ? []
      : [
          warning(
            'owners',
            `nobody is mailed of ${unowned.length} late: ${unowned.slice(0, NAMED).join(', ')}${unowned.length > NAMED ? ', ...' : ''}`,
            'name an `owner` in the schedules file; the metric is sms_reports_schedules_late_unowned',
          ),
        ]),
    ...(pause === null
      ? []
      : [warning('mail', pauseWords(pause), '`sms-reports mail resume` lets mails go out again')]),
  ];
}
