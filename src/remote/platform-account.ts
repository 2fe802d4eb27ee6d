import { Failure } from '../core/failure.ts';

export type PlatformAccount = {
  /** ends in a slash */
  readonly baseUrl: string;
  readonly username: string;
  readonly token: string;
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** What may stand in a header; anything else would be told, with the value, by whoever sends it. */
const HEADER_VALUE = /^[\x21-\x7e]{1,256}$/;

/** Checks what the settings say. Throws one `bad-config` that names every problem, a line each, and no secret. */
export function parsePlatformAccount(given: {
  readonly url: string;
  readonly username: string;
  readonly token: string;
}): PlatformAccount {
  const { url, username, token } = given;
  const problems: string[] = [];
  const fault = urlFault(url);
  if (fault !== null) problems.push(`MARKETING_PLATFORM_URL: ${fault}`);
  for (const [name, value] of [
    ['MARKETING_PLATFORM_USERNAME', username],
    ['MARKETING_PLATFORM_TOKEN', token],
  ] as const) {
    if (!HEADER_VALUE.test(value))
      problems.push(`${name}: must be 1-256 letters, digits and signs without blanks`);
  }
  if (problems.length > 0) throw new Failure('bad-config', problems.join('\n'));
  return { baseUrl: url.endsWith('/') ? url : `${url}/`, username, token };
}

function urlFault(text: string): string | null {
  if (!URL.canParse(text)) return 'must be a URL such as https://api.mailmailmail.net/v2.0/';
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '')
    return 'must hold no user and no password; they have settings of their own';
  if (search !== '' || hash !== '') return 'must end in a path, without ? and #';
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) return null;
  return 'must start with https:// unless the host is this machine';
}
