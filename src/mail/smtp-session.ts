import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Reach } from '../core/crash-points.ts';
import { gatedBody } from './gated-body.ts';
import { outcomeOfConnecting, outcomeOfError, readReply, type SendOutcome } from './smtp-outcome.ts';
import type { SmtpServer } from './smtp-url.ts';

export type OutgoingMail = {
  readonly from: string;
  /** one recipient: a server may refuse one of several and still say 250 */
  readonly to: string;
  readonly bytes: Uint8Array;
  /** awaited after the server's 354 and before the first byte of the body; when it rejects, nothing goes out */
  readonly beforeBody: () => Promise<void>;
  readonly reach?: Reach;
};

export type SmtpSession = {
  send(mail: OutgoingMail): Promise<SendOutcome>;
  /** false = the session is over; open another */
  isUsable(): boolean;
  close(): void;
};

/** Milliseconds. RFC 5321 4.5.3.2 asks for 5 minutes per command and 10 for the reply to the dot. */
export type SmtpTimeouts = {
  /** name look-up to EHLO, TLS and login included */
  readonly setup: number;
  /** MAIL, RCPT and DATA together */
  readonly envelope: number;
  /** silence of the socket */
  readonly idle: number;
  /** body and reply together */
  readonly body: number;
};

export const SMTP_TIMEOUTS: SmtpTimeouts = {
  setup: 60_000,
  envelope: 300_000,
  idle: 600_000,
  body: 900_000,
};

/** No server has reason to say more in one reply. */
const MOST_REPLY_BYTES = 65_536;

/** Connects, secures and signs in. Nothing of a mail is sent; an outcome instead of a session says why not. */
export async function openSmtpSession(
  server: SmtpServer,
  timeouts: SmtpTimeouts = SMTP_TIMEOUTS,
): Promise<{ readonly session: SmtpSession } | { readonly trouble: SendOutcome }> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ignoreTLS: !server.requireTls,
    ...(server.name === null ? {} : { name: server.name }),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    connectionTimeout: timeouts.setup,
    greetingTimeout: timeouts.setup,
    dnsTimeout: Math.min(10_000, timeouts.setup),
    socketTimeout: timeouts.idle,
    socketCloseTimeout: 1_000,
    maxResponseSize: MOST_REPLY_BYTES,
  });
  const error = await within(timeouts.setup, connection, (done) => {
    connection.on('error', done);
    connection.connect((problem) => (problem ? done(problem) : signIn(connection, server, done)));
  });
  if (error !== null) {
    connection.close();
    return { trouble: outcomeOfConnecting(error) };
  }
  return { session: sessionOn(connection, timeouts) };
}

type Done = (problem: unknown) => void;

function signIn(connection: SMTPConnection, server: SmtpServer, done: Done): void {
  if (server.auth === null) return done(null);
  if (server.requireTls && !connection.secure) return done(new Error('no TLS: the password stays here'));
  connection.login({ user: server.auth.user, pass: server.auth.pass }, (problem) => done(problem ?? null));
}

/** null, or what went wrong; the connection is closed when time is up. */
function within(ms: number, connection: SMTPConnection, start: (done: Done) => void): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(new Error(`no answer within ${ms / 1000} s`));
      connection.close();
    }, ms);
    start((problem) => {
      clearTimeout(timer);
      resolve(problem ?? null);
    });
  });
}

function sessionOn(connection: SMTPConnection, timeouts: SmtpTimeouts): SmtpSession {
  let usable = true;
  const close = (): void => {
    usable = false;
    connection.close();
  };
  connection.on('end', () => {
    usable = false;
  });
  return {
    isUsable: () => usable && !connection.destroyed,
    close,
    async send(mail) {
      const outcome = await sendOn(connection, mail, timeouts);
      if (outcome.kind !== 'sent') close();
      return outcome;
    },
  };
}

function sendOn(
  connection: SMTPConnection,
  mail: OutgoingMail,
  timeouts: SmtpTimeouts,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    let isOver = false;
    const finish = (outcome: SendOutcome): void => {
      isOver = true;
      clearTimeout(timer);
      const refusal = body.refusal();
      resolve(refusal === null ? outcome : { kind: 'withheld', ...refusal });
    };
    const fail = (error: unknown): void => finish(outcomeOfError(error, body.handedOver()));
    const timeUp = (what: string, ms: number) => (): void => {
      fail(new Error(`${what} took more than ${ms / 1000} s`));
      connection.close();
    };
    const gate = async (): Promise<void> => {
      await mail.beforeBody();
      if (isOver) throw new Error('the connection ended while the phase was committed');
      clearTimeout(timer);
      timer = setTimeout(timeUp('body and reply', timeouts.body), timeouts.body);
    };
    const body = gatedBody(mail.bytes, gate, mail.reach);
    let timer = setTimeout(timeUp('MAIL, RCPT and DATA', timeouts.envelope), timeouts.envelope);
    connection.send(
      { from: mail.from, to: [mail.to], size: mail.bytes.length },
      body.stream,
      (error: unknown, info?: { readonly response: string }) => {
        if (error || info === undefined) return fail(error ?? new Error('no reply'));
        const reply = readReply(info.response);
        const isAccepted = reply.code !== null && reply.code >= 200 && reply.code < 300;
        if (isAccepted && body.handedOver()) return finish({ kind: 'sent', reply });
        fail(new Error(`reply out of turn: ${reply.text}`));
      },
    );
  });
}
