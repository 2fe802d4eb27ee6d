/** What is wrong with the text of a setting, in a few words that never repeat it (it may hold a password); null = nothing. */
type FaultOf = (text: string) => string | null;

const MYSQL_OPTIONS = ['socket', 'tls'];

/** `mysql://user:password@host:3306/database`; of a socket the host may be missing. */
export const faultOfMysqlUrl: FaultOf = (text) => {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'mysql:' || text.trim() !== text)
    return 'must be a URL that starts with mysql://';
  const unknown = [...url.searchParams.keys()].find((key) => !MYSQL_OPTIONS.includes(key));
  if (unknown !== undefined) return `has an option that is none of ${MYSQL_OPTIONS.join(', ')}`;
  if (![null, 'required'].includes(url.searchParams.get('tls'))) return 'option tls can only be "required"';
  if (url.hostname === '' && !url.searchParams.has('socket')) return 'names no host';
  if (!/^\/[^/]{1,190}$/.test(url.pathname)) return 'must end with one database, as in mysql://host/reports';
  return isDecodable(url) ? null : 'has a user, password or database that is not percent-encoded properly';
};

export const faultOfRedisUrl: FaultOf = (text) => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'redis:' && url.protocol !== 'rediss:') || text.trim() !== text)
    return 'must be a URL that starts with redis:// or rediss://';
  if (url.hostname === '' || url.port === '0') return 'names no host and port';
  if (!/^\/?$|^\/\d{1,5}$/.test(url.pathname)) return 'may end with the number of a database only';
  return isDecodable(url) ? null : 'has a user or password that is not percent-encoded properly';
};

/** What links in mails begin with: a password or a query in it would reach every reader. */
export const faultOfPublicUrl: FaultOf = (text) => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return 'must be a URL that starts with https:// or http://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password; mails show it';
  return url.search === '' && url.hash === '' ? null : 'must end with its path, without ? and #';
};

/** A host to listen on: a name or an address, no port. */
export const faultOfHost: FaultOf = (text) => {
  const isName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text);
  return isName || /^(?=.{2,45}$)[0-9a-f]*:[0-9a-f:]*:[0-9a-f.:]*$/i.test(text)
    ? null
    : 'must be a host or address such as 127.0.0.1';
};

export const faultOfSender: FaultOf = (text) => {
  if (text.length > 320) return 'is longer than 320 characters';
  const isOneLine = !/[\p{Cc}\u2028\u2029]/u.test(text);
  const isOne = /^[^\s<>@,;]+@[^\s<>@,;]+$/.test(text.replace(/^[^<>@]*<(.+)>$/, '$1').trim());
  return isOne && isOneLine ? null : 'must be one address such as Reports <reports@example.com>';
};

const DIFFERENT_CHARACTERS = 9;

/** Of 32 random hex digits fewer than 9 are different once in 300,000 times; a word repeated has as few. */
export const isGuessable = (secret: string): boolean =>
  new Set(secret).size < DIFFERENT_CHARACTERS || /change.?me|password|secret.?key|example/i.test(secret);

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}
