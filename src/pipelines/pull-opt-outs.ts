import type { OptOutEvent } from '../core/provider-event.ts';
import { fieldNames } from '../remote/read-field.ts';
import { type PlatformOptOut, readOptOut } from '../remote/read-rows.ts';
import type { PullCounts } from '../store/pulls/cursors.ts';
import { MARKETING_PLATFORM, type PlatformPull } from './platform-pull.ts';
import { pullPages } from './pull-pages.ts';
import { takeEvents } from './take-events.ts';

/** Who of a list wants no SMS any more; of a phone that nobody has, it waits among the parked events. */
export function pullOptOuts(pull: PlatformPull, listId: string): Promise<PullCounts> {
  const { db, secretKey, platform, plan, now, pageRows } = pull;
  return pullPages(pull, {
    key: { kind: 'opt_outs', subject: listId },
    firstFrom: now.subtract({ hours: plan.firstDays * 24 }),
    marginMinutes: plan.marginMinutes,
    pageRows,
    ask: ({ from }, page) => platform.smsOptOuts(listId, from, page),
    store: async (rows, save) => {
      const events: OptOutEvent[] = [];
      const reasons: string[] = [];
      let note: string | null = null;
      for (const row of rows) {
        const reading = readOptOut(row, plan.fields.optOut);
        if (!reading.ok) reasons.push(`${reading.reason}; its fields: ${fieldNames(row)}`);
        else {
          events.push(eventOf(reading.value));
          if (reading.value.atMs === null) note ??= `has no time of its own; its fields: ${fieldNames(row)}`;
        }
      }
      await takeEvents({
        db,
        secretKey,
        provider: MARKETING_PLATFORM,
        events,
        receivedAt: now,
        alongside: (trx, taken) => {
          const refused = taken.refused + reasons.length;
          const { applied, duplicate, parked } = taken;
          const why = reasons[0] ?? taken.refusals[0]?.reason ?? note;
          return save(trx, { read: rows.length, applied, duplicate, parked, refused }, why);
        },
      });
    },
  });
}

/** Its id is made of phone and time: the same opt-out told by two lists is one. */
function eventOf({ phone, atMs }: PlatformOptOut): OptOutEvent {
  return {
    kind: 'opt_out',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    optOutId: null,
    sender: phone,
    occurredMs: atMs,
  };
}
