import { type BlockList, isIP } from 'node:net';

export type Caller = {
  /** of the connection */
  readonly remote: string;
  /** X-Forwarded-For */
  readonly forwarded: string;
};

export function isPeer(peers: BlockList, address: string): boolean {
  const plain = plainAddress(address);
  const family = isIP(plain);
  return family !== 0 && peers.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Who calls, for limits: behind proxies of ours the last address of the chain that is none of them. IPv6 as its /64,
 * which is what one household has.
 */
export function callerAddress(peers: BlockList, { remote, forwarded }: Caller): string {
  const chain = [...forwarded.split(','), remote].map((one) => plainAddress(one.trim()));
  const own = chain.findLast((address, at) => !isPeer(peers, address) || at === 0) ?? '';
  const address = isPeer(peers, remote) && isIP(own) !== 0 ? own : plainAddress(remote);
  return isIP(address) === 6 ? network64(address) : address;
}

/** IPv4 inside IPv6 (`::ffff:127.0.0.1`) as IPv4. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

function network64(address: string): string {
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
