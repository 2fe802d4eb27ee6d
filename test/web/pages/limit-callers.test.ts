import { describe, expect, it } from 'vitest';
import { limitCallers } from '../../../src/web/pages/limit-callers.ts';
import { readProxyPeers } from '../../../src/web/pages/proxy-settings.ts';

const caller = (remote: string, forwarded = '') => ({ remote, forwarded });

describe('a limit for callers', () => {
  it('slows who floods, lets them in again later, and leaves everybody else alone', () => {
    const isAllowed = limitCallers(readProxyPeers(''));
    const flood = Array.from({ length: 1_000 }, () => isAllowed(caller('192.0.2.1'), 0));
    expect(flood.filter(Boolean)).toHaveLength(400);
    expect(isAllowed(caller('192.0.2.1', '198.51.100.1'), 0)).toBe(false);
    expect(isAllowed(caller('192.0.2.2'), 0)).toBe(true);
    expect(isAllowed(caller('192.0.2.1'), 1_000)).toBe(true);
  });

  it('counts by the address a proxy of ours names', () => {
    const isAllowed = limitCallers(readProxyPeers('127.0.0.1'));
    for (let turn = 0; turn < 400; turn += 1) isAllowed(caller('127.0.0.1', '198.51.100.1'), 0);
    expect(isAllowed(caller('127.0.0.1', '198.51.100.1'), 0)).toBe(false);
    expect(isAllowed(caller('127.0.0.1', '198.51.100.2'), 0)).toBe(true);
  });

  it('keeps no more addresses than it can, and still limits', () => {
    const isAllowed = limitCallers(readProxyPeers(''));
    for (let turn = 0; turn < 25_000; turn += 1)
      expect(isAllowed(caller(`10.${turn >> 16}.${(turn >> 8) & 255}.${turn & 255}`), 0)).toBe(true);
    const flood = Array.from({ length: 500 }, () => isAllowed(caller('192.0.2.1'), 0));
    expect(flood.filter(Boolean)).toHaveLength(400);
  });
});
