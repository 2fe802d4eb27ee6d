import { hash } from 'node:crypto';
import type { ClickEvent } from '../core/provider-event.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import { fieldNames } from '../remote/read-field.ts';
import { type PlatformClick, readClick } from '../remote/read-rows.ts';
import { findPullCursor, type PullCounts, type PullKey } from '../store/pulls/cursors.ts';
import { findMessagesOfPhones, type PhoneMessage } from '../store/pulls/messages-of-phones.ts';
import { listWaitingClicks, nameWaitingClick } from '../store/pulls/waiting-clicks.ts';
import { openPhoneKeys } from './open-phone-keys.ts';
import { MARKETING_PLATFORM, type PlatformPull } from './platform-pull.ts';
import { pullPages } from './pull-pages.ts';
import { takeEvents } from './take-events.ts';

/**
 * Hits of one run. The platform tells who clicked and not on which message: it is the one that our campaign sent to
 * that phone. Null = as many as when we looked last, so nothing was asked.
 */
export async function pullClicks(
  pull: PlatformPull,
  statid: string,
  campaignId: string,
): Promise<PullCounts | null> {
  const { db, secretKey, platform, plan, lease, now, pageRows } = pull;
  const key: PullKey = { kind: 'clicks', subject: statid };
  await nameWaiting(pull, statid, campaignId);
  const cursor = await findPullCursor(db, lease.source, key);
  const told = await platform.countClicks(statid);
  const isSame = told !== null && cursor?.pass === null && cursor.totalRows === told;
  if (isSame && pull.since === null) return null;
  const keys = await openPhoneKeys(db, secretKey);
  return pullPages(pull, {
    key,
    firstFrom: now,
    marginMinutes: 0,
    pageRows,
    totalRows: told,
    ask: (_pass, page) => platform.clicks(statid, page),
    store: async (rows, save) => {
      const clicks: HashedClick[] = [];
      const reasons: string[] = [];
      for (const row of rows) {
        const reading = readClick(row, plan.fields.click);
        if (!reading.ok) reasons.push(`${reading.reason}; its fields: ${fieldNames(row)}`);
        else clicks.push(hashed(reading.value, keys));
      }
      const hashes = [...new Set(clicks.flatMap(({ phoneHashes }) => phoneHashes))];
      const messages = await findMessagesOfPhones(db, campaignId, hashes);
      const events = clicks.map((click) => {
        const own = click.phoneHashes.map((one) => messages.get(one)).find((found) => found !== undefined);
        return eventOf(statid, click, chooseMessage(own ?? [], instant(click.atMs)));
      });
      await takeEvents({
        db,
        secretKey,
        provider: MARKETING_PLATFORM,
        events,
        receivedAt: now,
        alongside: (trx, { applied, duplicate, parked, refused, refusals }) =>
          save(
            trx,
            { read: rows.length, applied, duplicate, parked, refused: refused + reasons.length },
            reasons[0] ?? refusals[0]?.reason ?? null,
          ),
      });
    },
  });
}

type HashedClick = PlatformClick & {
  /** under which its contact may stand, in hex */
  readonly phoneHashes: readonly string[];
  readonly identity: string;
};

function hashed(click: PlatformClick, keys: PhoneKeys): HashedClick {
  const phoneHashes = keys.hashes(click.phone).map((one) => one.toString('hex'));
  return { ...click, phoneHashes, identity: keys.identity(click.phone).toString('hex') };
}

/** Clicks that came before their message: whose it is is known now. */
async function nameWaiting({ db }: PlatformPull, statid: string, campaignId: string): Promise<void> {
  for (let after = 0; ; ) {
    const waiting = await listWaitingClicks(db, MARKETING_PLATFORM, referenceOf(statid), after);
    const last = waiting.at(-1);
    if (last === undefined) return;
    const hashes = [...new Set(waiting.map(({ phoneHash }) => phoneHash))];
    const messages = await findMessagesOfPhones(db, campaignId, hashes);
    for (const { id, phoneHash, clickedAt } of waiting) {
      const messageId = chooseMessage(messages.get(phoneHash) ?? [], clickedAt);
      if (messageId !== null) await nameWaitingClick(db, id, messageId);
    }
    after = last.id;
  }
}

/** The last that was sent before the click; null = the phone got none. */
function chooseMessage(messages: readonly PhoneMessage[], clickedAt: Temporal.Instant): string | null {
  const before = messages.filter(({ sentAt }) => Temporal.Instant.compare(sentAt, clickedAt) <= 0);
  return (before.at(-1) ?? messages[0])?.messageId ?? null;
}

function eventOf(statid: string, click: HashedClick, messageId: string | null): ClickEvent {
  const { id, phone, identity, atMs, url, address } = click;
  const made = hash('sha256', JSON.stringify([identity, atMs, url, address]), 'hex').slice(0, 24);
  return {
    kind: 'click',
    providerMessageId: messageId === null ? referenceOf(statid) : null,
    clientReference: messageId,
    recipient: phone,
    clickId: `${statid}-${id ?? made}`,
    url,
    clickedMs: atMs,
    userAgent: null,
    address,
    method: null,
  };
}

/** Under it a click waits whose message nobody knows. */
function referenceOf(statid: string): string {
  return `run:${statid}`;
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
