import { BlockList, isIP } from 'node:net';
import type { Config } from '../../config.ts';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { isWebRole, WEB_ROLES, type WebRole } from '../../core/web-role.ts';
import type { ProxySignIn } from './pages-needs.ts';

/** WEB_PROXY_PEERS: addresses and networks divided by blanks or commas. Throws `bad-config` that names each bad one. */
export function readProxyPeers(text: string): BlockList {
  const peers = new BlockList();
  const problems: string[] = [];
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [address = '', bits, more] = entry.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (family === 0 || more !== undefined || prefix < 1 || prefix > most)
      problems.push(`WEB_PROXY_PEERS: ${shownText(entry)} is no address and no network such as 10.0.0.0/8`);
    else peers.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  if (problems.length > 0) throw new Failure('bad-config', problems.join('\n'));
  return peers;
}

type Settings = Pick<Config, 'WEB_PROXY_HEADER' | 'WEB_PROXY_PEERS' | 'WEB_PROXY_ROLES'>;

/** null = no proxy signs people in. Throws `bad-config` when the header is set without whom to believe, or who may. */
export function readProxySignIn(settings: Settings): ProxySignIn | null {
  const { WEB_PROXY_HEADER: header, WEB_PROXY_PEERS: peers, WEB_PROXY_ROLES: roles } = settings;
  if (header === undefined) {
    if (roles !== undefined) throw new Failure('bad-config', 'WEB_PROXY_ROLES: needs WEB_PROXY_HEADER');
    return null;
  }
  if (peers === undefined)
    throw new Failure('bad-config', 'WEB_PROXY_HEADER: needs WEB_PROXY_PEERS, or anybody could send it');
  if (roles === undefined)
    throw new Failure('bad-config', 'WEB_PROXY_HEADER: needs WEB_PROXY_ROLES, such as anna=admin *=viewer');
  const named = new Map(roles.split(/\s+/).filter(Boolean).map(readRole));
  const otherRole = named.get('*') ?? null;
  named.delete('*');
  return { header: header.toLowerCase(), roles: named, otherRole };
}

function readRole(entry: string): readonly [string, WebRole] {
  const [, name = '', role = ''] = /^(\*|[\w.@+-]{1,64})=(\w+)$/.exec(entry) ?? [];
  if (name !== '' && isWebRole(role)) return [name.toLowerCase(), role];
  throw new Failure(
    'bad-config',
    `WEB_PROXY_ROLES: ${shownText(entry)} is not name=role; roles are ${WEB_ROLES.join(', ')}`,
  );
}
