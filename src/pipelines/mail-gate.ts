import { Failure } from '../core/failure.ts';
import type { Db } from '../store/connect.ts';
import { takeRecipientTurn } from '../store/limits.ts';
import { type MailPause, readMailPause, takeMailTurn } from '../store/mail-gate.ts';

export type MailGate = {
  /** null = this mail may go out, and is counted; else not before then */
  readonly enter: (now: Temporal.Instant) => Promise<Temporal.Instant | null>;
  /** null = this recipient may get it, and it is counted; else why a person has to decide. Once for each mail. */
  readonly admit: (recipient: string, now: Temporal.Instant) => Promise<string | null>;
};

export type MailGateNeeds = {
  readonly db: Db;
  /** of the mail server */
  readonly host: string;
  /** settings of all workers alike */
  readonly limits: {
    /** 0 = as fast as the server takes them */
    readonly MAIL_PER_MINUTE: number;
    /** 0 = no limit */
    readonly MAIL_PER_RECIPIENT_DAY: number;
  };
};

/** A paused worker asks again so often: as often as it looks for work. */
const PAUSE_S = 15;

/** Stands before every mail of the ledger: the one switch, the pace, and what one person gets in a day. */
export function createMailGate({ db, host, limits }: MailGateNeeds): MailGate {
  const { MAIL_PER_MINUTE: perMinute, MAIL_PER_RECIPIENT_DAY: perDay } = limits;
  // what this worker was told last: a thousand mails need not ask for it
  let closedUntil: Temporal.Instant | null = null;
  return {
    enter: async (now) => {
      if ((await readMailPause(db)) !== null) return now.add({ seconds: PAUSE_S });
      if (perMinute === 0) return null;
      if (closedUntil !== null && Temporal.Instant.compare(now, closedUntil) < 0) return closedUntil;
      if (await takeMailTurn(db, host, perMinute, now)) return null;
      closedUntil = now.round({ smallestUnit: 'minute', roundingMode: 'floor' }).add({ minutes: 1 });
      return closedUntil;
    },
    admit: async (recipient, now) => {
      if (perDay === 0) return null;
      if (await takeRecipientTurn(db, recipient.toLowerCase(), perDay, now)) return null;
      return `more than ${perDay} report mails to this recipient today (MAIL_PER_RECIPIENT_DAY)`;
    },
  };
}

/** For a mail that a person sends by hand: throws `bad-state` while no mail may go out. */
export async function refuseWhilePaused(db: Db): Promise<void> {
  const pause = await readMailPause(db);
  if (pause !== null)
    throw new Failure(
      'bad-state',
      `no mail goes out: ${pauseWords(pause)}; \`sms-reports mail resume\` ends it`,
    );
}

export function pauseWords({ since, by, reason }: MailPause): string {
  const at = since.toString({ smallestUnit: 'second' });
  return `paused since ${at} by ${by}${reason === null ? '' : ` (${reason})`}`;
}
