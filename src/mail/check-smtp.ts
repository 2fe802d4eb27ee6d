import { Failure } from '../core/failure.ts';
import { openSmtpSession, SMTP_TIMEOUTS, type SmtpTimeouts } from './smtp-session.ts';
import type { SmtpServer } from './smtp-url.ts';

/**
 * Connects, secures, signs in and leaves; no mail is sent. Throws `bad-config` (login, certificate, no TLS) or
 * `smtp-unreachable`, in one line without the password.
 */
export async function checkSmtp(server: SmtpServer, timeouts: SmtpTimeouts = SMTP_TIMEOUTS): Promise<void> {
  const opened = await openSmtpSession(server, timeouts);
  if ('session' in opened) return opened.session.close();
  const { trouble } = opened;
  const where = `mail server ${server.host}:${server.port}`;
  if (trouble.kind === 'temporary' && trouble.config) {
    throw new Failure('bad-config', `SMTP_URL: ${where} refuses our settings: ${trouble.reply.text}`);
  }
  const why = 'reply' in trouble ? trouble.reply.text : trouble.kind;
  throw new Failure('smtp-unreachable', `${where} does not take mail: ${why}`, { retryable: true });
}
