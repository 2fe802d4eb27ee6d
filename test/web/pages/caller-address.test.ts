import { describe, expect, it } from 'vitest';
import { callerAddress, isPeer } from '../../../src/web/pages/caller-address.ts';
import { readProxyPeers } from '../../../src/web/pages/proxy-settings.ts';

const peers = readProxyPeers('127.0.0.1, 10.0.0.0/8 2001:db8:1::/48');

describe('the address of a caller', () => {
  it.each([
    ['203.0.113.7', '198.51.100.9', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.9', '198.51.100.9'],
    ['127.0.0.1', 'spoofed, 198.51.100.9, 10.1.2.3', '198.51.100.9'],
    ['127.0.0.1', '198.51.100.1, 198.51.100.9', '198.51.100.9'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', 'nonsense', '127.0.0.1'],
    ['::ffff:127.0.0.1', '198.51.100.9', '198.51.100.9'],
    ['2001:db8:2:3:4:5:6:7', '', '2001:db8:2:3::/64'],
    ['2001:db8:2::7', '198.51.100.9', '2001:db8:2:0::/64'],
    ['2001:db8:1::7', '198.51.100.9', '198.51.100.9'],
  ])('%s with X-Forwarded-For %j is %s', (remote, forwarded, address) => {
    expect(callerAddress(peers, { remote, forwarded })).toBe(address);
  });

  it('is one of ours only by its number', () => {
    expect(isPeer(peers, '10.255.0.1')).toBe(true);
    expect(isPeer(peers, '11.0.0.1')).toBe(false);
    expect(isPeer(peers, 'localhost')).toBe(false);
    expect(isPeer(readProxyPeers(''), '127.0.0.1')).toBe(false);
  });
});
