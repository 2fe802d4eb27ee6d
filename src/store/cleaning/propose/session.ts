import { ABSENT_CLASSES, COUNTING_CLASSES } from '../../../core/cleaning/number-evidence.ts';
import { ACTION_NAMES, ACTIONS } from '../../../core/cleaning/recommendation.ts';
import type { CleaningSettings } from '../../../core/cleaning/settings.ts';
import { FAILURE_CLASSES, type FailureClass } from '../../../core/failure-class.ts';
import type { Db } from '../../connect.ts';
import { changedRows } from '../../roll-up/session.ts';
import { statement } from '../../roll-up/statement.ts';
import { type Bindings, type Row, rowsOf } from '../../select-rows.ts';

/** What the steps of one search share. */
export type ProposeSession = {
  readonly trx: Db;
  /** epoch seconds the evidence is read for */
  readonly asOfS: number;
  readonly settings: CleaningSettings;
};

/** Runs `src/store/sql/cleaning/propose/<name>.sql`; the number of rows it changed. */
export async function run(session: ProposeSession, name: string, bindings: Bindings = {}): Promise<number> {
  return changedRows(await session.trx.raw(sqlOf(session, name), { asOf: session.asOfS, ...bindings }));
}

/** Rows of such a SELECT. */
export async function select(
  session: ProposeSession,
  name: string,
  bindings: Bindings = {},
): Promise<readonly Row[]> {
  return rowsOf(await session.trx.raw(sqlOf(session, name), { asOf: session.asOfS, ...bindings }));
}

/** From a thousand values on MariaDB makes a table of a list and may read the other side whole. */
const MOST_IDS = 500;

/** The same for `{{ids}}`, whole numbers that stand in the text itself; each row belongs to one of them. */
export async function selectByIds(
  session: ProposeSession,
  name: string,
  ids: readonly number[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const some = ids.slice(from, from + MOST_IDS).map((id) => Math.trunc(id));
    const sql = sqlOf(session, name).replace('{{ids}}', some.join(', '));
    rows.push(...rowsOf(await session.trx.raw(sql, { asOf: session.asOfS })));
  }
  return rows;
}

const DAY_S = 86_400;

const numbersOf = (classes: readonly FailureClass[]): string =>
  classes.map((name) => FAILURE_CLASSES[name].number).join(', ');

const CLASSES = numbersOf(COUNTING_CLASSES);
const ABSENT = numbersOf(ABSENT_CLASSES);
const TAKES_OUT = ACTION_NAMES.filter((action) => ACTIONS[action].takesOut)
  .map((action) => `'${action}'`)
  .join(', ');

/** Whether the state of somebody who never clicked depends on every message, see never-engaged.ts. */
const GATE = "(SELECT s.v FROM cleaning_state s WHERE s.k = 'never')";

/**
 * What a message `f` needs for its person to be read again, `a` as it was read last, `r` where clicks are known: all
 * else leaves what the rules see of a healthy person as it is, or makes its silence shorter, which is seen in time.
 */
const MATTERS = `(
    a.is_watched IN (1, 2)
    OR (a.person_id IS NULL AND f.status >= 30 AND f.status <> 45)
    OR (f.status > 40 AND f.status < 50 AND f.failure_class IN ({{classes}}))
    OR f.sent_s <= a.evidence_last_s
    OR (f.status = 50 AND r.campaign_id IS NOT NULL
      AND (a.inactive_from_s IS NULL OR f.sent_s + {{silent-seconds}} < a.inactive_from_s))
    OR (f.status = 50 AND a.engaged_s = 0 AND {{gate}} = 1)
  )`;

/** What `a` is watched for, see watch-read.sql; `x` sums its failures. */
const WATCH = `CASE
    WHEN x.plain > 0
      OR x.open >= :leastAbsent
      OR ({{gate}} = 1 AND a.engaged_s = 0 AND a.delivered_lately >= :neverDelivered)
      OR EXISTS (
        SELECT 1 FROM recommendations r
        WHERE r.person_id = p.person_id AND (r.state = 'applied' OR r.reason NOT IN ('inactive', 'never_engaged')))
      OR EXISTS (SELECT 1 FROM cleaning_flags g WHERE g.person_id = p.person_id)
      OR EXISTS (SELECT 1 FROM phone_verdicts v WHERE v.contact_id = p.person_id AND v.verdict <> 'duplicate')
      OR (SELECT COUNT(*) FROM propose_contacts c WHERE c.person_id = p.person_id) > 1
      THEN 2
    WHEN (a.inactive_from_s <= :asOf AND a.delivered_silent >= :inactiveDelivered)
      OR EXISTS (SELECT 1 FROM recommendations r WHERE r.person_id = p.person_id)
      THEN IF(x.open > 0 OR x.last_s >= x.delivered_s
        OR (a.inactive_from_s <= :asOf AND a.delivered_silent < :inactiveDelivered), 2, 3)
    WHEN x.open > 0 OR x.last_s >= x.delivered_s OR a.inactive_from_s <= :asOf THEN 1
    ELSE 0
  END`;

/** Who is only appended to cannot be judged for another reason as well: read whole. */
const OR_WHOLE = 'ON DUPLICATE KEY UPDATE stage = IF(cleaning_queue.stage = 4, 1, cleaning_queue.stage)';

/**
 * Whether messages later than all that was read may change what is kept of a failure `e`: while none was reached nor is
 * unknown, only what is compared with a limit can be another.
 */
const EXTENDED = `(t.delivered_last_s > a.reached_s OR t.unanswered > 0 OR a.attempts <= 1
    OR e.sent_s + {{longest}} > a.attempted_last_s)`;

function sqlOf({ settings }: ProposeSession, name: string): string {
  const shortly = Math.trunc(settings.reachedWithinDays * DAY_S);
  const longest = Math.trunc(settings.outageLongestDays * DAY_S);
  const before = `e.delivered_before_s > e.sent_s - ${shortly}`;
  const silent = Math.trunc(settings.inactiveDays * DAY_S);
  return statement(`cleaning/propose/${name}`)
    .replaceAll('{{matters}}', MATTERS)
    .replaceAll('{{watch}}', WATCH)
    .replaceAll('{{or-whole}}', OR_WHOLE)
    .replaceAll('{{extended}}', EXTENDED)
    .replaceAll('{{gate}}', GATE)
    .replaceAll('{{longest}}', String(longest))
    .replaceAll('{{silent-seconds}}', String(silent))
    .replaceAll('{{absent}}', ABSENT)
    .replaceAll('{{classes}}', CLASSES)
    .replaceAll('{{takes-out}}', TAKES_OUT)
    .replaceAll('{{met}}', `(e.delivered_last_s > e.sent_s OR ${before})`)
    .replaceAll(
      '{{reached}}',
      `(e.delivered_last_s > e.sent_s OR (${before} AND e.attempted_last_s < e.sent_s + ${longest}))`,
    );
}
