import { type Check, ok, warning } from './check.ts';

type Way = { readonly name: string; readonly url: string | undefined; readonly advice: string };

/** Which servers passwords and reports go to unencrypted, over a network. Mail has its own rule: TLS or nothing. */
export function examineClearText(ways: readonly Way[]): Check {
  const open = ways.filter(({ url }) => url !== undefined && isClear(url));
  const [first] = open;
  if (first === undefined) return ok('encryption', 'nothing leaves this machine in clear');
  const names = open.map(({ name }) => name).join(', ');
  const advice = open.map(({ advice: one }) => one).join('; ');
  return warning('encryption', `${names}: over the network in clear`, advice);
}

/** true = this URL leads over a network, and without TLS */
export function isClear(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.protocol === 'rediss:' || url.searchParams.get('tls') === 'required') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isHere = host === '' || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  return !isHere && !url.searchParams.has('socket');
}
