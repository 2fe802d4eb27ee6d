import { COUNTING_CLASSES } from '../../../core/cleaning/number-evidence.ts';
import { ACTION_NAMES, ACTIONS } from '../../../core/cleaning/recommendation.ts';
import type { CleaningSettings } from '../../../core/cleaning/settings.ts';
import { FAILURE_CLASSES } from '../../../core/failure-class.ts';
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

const CLASSES = COUNTING_CLASSES.map((name) => FAILURE_CLASSES[name].number).join(', ');
const TAKES_OUT = ACTION_NAMES.filter((action) => ACTIONS[action].takesOut)
  .map((action) => `'${action}'`)
  .join(', ');

function sqlOf({ settings }: ProposeSession, name: string): string {
  const shortly = Math.trunc(settings.reachedWithinDays * DAY_S);
  const longest = Math.trunc(settings.outageLongestDays * DAY_S);
  const before = `e.delivered_before_s > e.sent_s - ${shortly}`;
  return statement(`cleaning/propose/${name}`)
    .replaceAll('{{classes}}', CLASSES)
    .replaceAll('{{takes-out}}', TAKES_OUT)
    .replaceAll('{{met}}', `(e.delivered_last_s > e.sent_s OR ${before})`)
    .replaceAll(
      '{{reached}}',
      `(e.delivered_last_s > e.sent_s OR (${before} AND e.attempted_last_s < e.sent_s + ${longest}))`,
    );
}
