import type { SendOutcome } from './smtp-outcome.ts';
import {
  type OutgoingMail,
  openSmtpSession,
  SMTP_TIMEOUTS,
  type SmtpSession,
  type SmtpTimeouts,
} from './smtp-session.ts';
import type { SmtpServer } from './smtp-url.ts';

/** Sends over sessions that stay open a few seconds for the next mail. */
export type Mailer = {
  send(mail: OutgoingMail): Promise<SendOutcome>;
  close(): void;
};

type Idle = { readonly session: SmtpSession; readonly timer: NodeJS.Timeout };

const KEPT_OPEN_MS = 5_000;
const MOST_IDLE = 4;

export function createMailer(server: SmtpServer, timeouts: SmtpTimeouts = SMTP_TIMEOUTS): Mailer {
  const idle: Idle[] = [];

  const take = (): SmtpSession | null => {
    for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
      clearTimeout(found.timer);
      if (found.session.isUsable()) return found.session;
    }
    return null;
  };

  const keep = (session: SmtpSession): void => {
    if (!session.isUsable()) return;
    if (idle.length >= MOST_IDLE) return session.close();
    const entry: Idle = {
      session,
      timer: setTimeout(() => {
        idle.splice(idle.indexOf(entry), 1);
        session.close();
      }, KEPT_OPEN_MS),
    };
    idle.push(entry);
  };

  const sendFresh = async (mail: OutgoingMail): Promise<SendOutcome> => {
    const opened = await openSmtpSession(server, timeouts);
    if ('trouble' in opened) return opened.trouble;
    mail.reach?.('dlv.connected');
    const outcome = await opened.session.send(mail);
    keep(opened.session);
    return outcome;
  };

  return {
    async send(mail) {
      const session = take();
      if (session === null) return sendFresh(mail);
      mail.reach?.('dlv.connected');
      let bodyBegan = false;
      const beforeBody = (): Promise<void> => {
        bodyBegan = true;
        return mail.beforeBody();
      };
      const outcome = await session.send({ ...mail, beforeBody });
      keep(session);
      // A server may close an idle session at any time; nothing of this mail had gone out.
      const isStale =
        !bodyBegan && outcome.kind === 'temporary' && outcome.scope === 'host' && outcome.reply.code === null;
      return isStale ? sendFresh(mail) : outcome;
    },
    close() {
      for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
        clearTimeout(found.timer);
        found.session.close();
      }
    },
  };
}
