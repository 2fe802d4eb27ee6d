import { away, type Check, failed, ok } from '../core/check.ts';
import { openSmtpSession } from './smtp-session.ts';
import { parseSmtpUrl } from './smtp-url.ts';

const PATIENCE_MS = 8_000;

/** Connects, secures and signs in; sends nothing. */
export async function examineSmtp(url: string): Promise<Check> {
  const server = parseSmtpUrl(url);
  const where = `${server.host}:${server.port}`;
  const opened = await openSmtpSession(server, {
    setup: PATIENCE_MS,
    envelope: PATIENCE_MS,
    idle: PATIENCE_MS,
    body: PATIENCE_MS,
  });
  if ('trouble' in opened) {
    const reply = 'reply' in opened.trouble ? opened.trouble.reply : null;
    const seen = `${where}: ${reply?.text ?? 'stopped before the mail'}`;
    const say = reply?.code === null ? away : failed;
    return say('SMTP', seen, 'correct SMTP_URL, or ask the mail server');
  }
  opened.session.close();
  const protection = server.secure || server.requireTls ? 'TLS' : 'in clear, on this machine only';
  return ok('SMTP', `${where} (${protection}${server.auth === null ? '' : ', signed in'})`);
}
