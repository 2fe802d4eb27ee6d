import { isIP } from 'node:net';
import { Failure } from '../core/failure.ts';

export type SmtpServer = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps) */
  readonly secure: boolean;
  /** STARTTLS or nothing; only a server on this machine may be talked to in clear */
  readonly requireTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
  /** name in EHLO; null = this machine's */
  readonly name: string | null;
};

const OPTIONS = ['name', 'tls'];

/**
 * `smtp://user:password@host:587` (STARTTLS) or `smtps://...:465`; `?name=` is the name in EHLO, `?tls=required` asks for
 * STARTTLS on loopback too. There is no way to switch TLS or the check of certificates off. Throws `bad-config`.
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    throw refuse('is not a mail server; allowed is smtp://user:password@host:587 or smtps://...');
  }
  if (url.pathname !== '' && url.pathname !== '/') throw refuse('has a path; allowed is host and port only');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!/^[a-z0-9.:_-]{1,253}$/i.test(host)) throw refuse('has no valid host');
  const unknown = [...url.searchParams.keys()].find((key) => !OPTIONS.includes(key));
  if (unknown !== undefined)
    throw refuse(`has the unknown option ${unknown}; allowed are ${OPTIONS.join(', ')}`);
  const tls = url.searchParams.get('tls');
  if (tls !== null && tls !== 'required') throw refuse('option tls can only be "required"');
  const secure = url.protocol === 'smtps:';
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: !secure && (tls === 'required' || !isLoopback(host)),
    auth: readAuth(url),
    name: readName(url.searchParams.get('name')),
  };
}

function readAuth(url: URL): SmtpServer['auth'] {
  if (url.username === '' && url.password === '') return null;
  if (url.username === '' || url.password === '') throw refuse('needs both user and password, or neither');
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    throw refuse('user or password is not percent-encoded properly');
  }
}

function readName(name: string | null): string | null {
  if (name !== null && !/^[a-z0-9.-]{1,253}$/i.test(name)) throw refuse('option name is not a host name');
  return name;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function refuse(why: string): Failure {
  return new Failure('bad-config', `SMTP_URL: ${why}`);
}

/** For a worker, which is nothing without a mail server. Throws `bad-config` when none is set. */
export function requireSmtpUrl(url: string | undefined): SmtpServer {
  if (url !== undefined) return parseSmtpUrl(url);
  throw new Failure('bad-config', 'SMTP_URL: is required by the worker, e.g. smtp://user:password@host:587');
}
