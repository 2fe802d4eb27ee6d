import { maskAddress } from '../core/mask-address.ts';
import { recipientLocale } from '../core/runs/recipient-locale.ts';
import { readUnsubscribeToken, recipientOfToken } from '../mail/unsubscribe-token.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { finishRunIfAllFinal } from '../store/dispatches-run.ts';
import {
  dropQueuedMails,
  insertLeft,
  type LeaveWay,
  listLeft,
  lockSchedule,
} from '../store/left-recipients.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { findSchedule, type Schedule } from '../store/schedules.ts';
import { addressKey } from './address-key.ts';

export type LeaveNeeds = { readonly db: Db; readonly secretKey: string };

/** Who a link to leave is of, and whether they have left. */
export type Leaving = {
  readonly title: string;
  /** masked: the page of a link shows no whole address */
  readonly recipient: string;
  readonly hasLeft: boolean;
  /** of the mails they got */
  readonly locale: string;
};

type Found = { readonly schedule: Schedule; readonly recipientKey: string; readonly hasLeft: boolean };

/** Only looks. null = the link is of nobody who gets the report, or was not made by us. */
export async function findLeaving(needs: LeaveNeeds, token: string): Promise<Leaving | null> {
  const found = await findRecipient(needs.db, needs.secretKey, token);
  return found === null ? null : shown(found);
}

/**
 * The recipient gets nothing more of this schedule, also what waits to be sent, until `putBack`. The same link again
 * changes nothing. null as in `findLeaving`.
 */
export async function leaveReport(
  { db, secretKey }: LeaveNeeds,
  token: string,
  way: LeaveWay,
  now: Temporal.Instant,
): Promise<Leaving | null> {
  const found = await findRecipient(db, secretKey, token);
  if (found === null) return null;
  const { schedule, recipientKey } = found;
  await retriedTransaction(db, async (trx) => {
    await lockSchedule(trx, schedule.key);
    if (!(await insertLeft(trx, { scheduleKey: schedule.key, recipientKey, way }, now))) return;
    for (const runId of await dropQueuedMails(trx, schedule.id, recipientKey))
      await finishRunIfAllFinal(trx, runId, now);
    const detail = { recipient: recipientKey, way };
    await writeAudit(
      trx,
      { actor: 'recipient', action: 'schedule-leave', object: schedule.key, detail },
      now,
    );
  });
  return shown({ ...found, hasLeft: true });
}

async function findRecipient(db: Db, secretKey: string, text: string): Promise<Found | null> {
  const token = readUnsubscribeToken(text);
  if (token === null) return null;
  const schedule = await findSchedule(db, token.list);
  if (schedule === null) return null;
  const left = (await listLeft(db, schedule.key)).map((one) => one.recipientKey);
  const listed = schedule.recipients.map(addressKey);
  const recipientKey = recipientOfToken(secretKey, token, [...new Set([...listed, ...left])]);
  return recipientKey === null ? null : { schedule, recipientKey, hasLeft: left.includes(recipientKey) };
}

function shown({ schedule, recipientKey, hasLeft }: Found): Leaving {
  const locale = recipientLocale(schedule)(recipientKey);
  return { title: schedule.title, recipient: maskAddress(recipientKey), hasLeft, locale };
}
