import { describe, expect, it } from 'vitest';
import { isRecentEnough, parseServerVersion } from '../../src/servers/server-version.ts';

describe('parseServerVersion', () => {
  it.each([
    [
      'mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)',
      'mariadb',
      '10.11.19',
    ],
    ['/usr/sbin/mysqld  Ver 10.6.22-MariaDB-0ubuntu0.22.04.1 for debian-linux-gnu', 'mariadb', '10.6.22'],
    ['/opt/mysql/bin/mysqld  Ver 9.7.4 for Linux on x86_64 (MySQL Community Server - GPL)', 'mysql', '9.7.4'],
    ['mysqld  Ver 8.4.3-0ubuntu1 for Linux on aarch64 ((Ubuntu))', 'mysql', '8.4.3'],
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', 'redis', '7.0.15'],
    ['Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', 'redis', '8.1.1'],
  ])('reads %s', (printed, product, version) => {
    expect(parseServerVersion(printed)).toEqual({ product, version });
  });

  it('does not take another program for a server', () => {
    expect(parseServerVersion('bash: mariadbd: command not found')).toBeNull();
  });
});

describe('isRecentEnough', () => {
  it.each([
    ['mariadb', '10.6.0', true],
    ['mariadb', '10.5.29', false],
    ['mariadb', '11.0.1', true],
    ['mysql', '8.0.44', false],
    ['mysql', '8.4.0', true],
    ['mysql', '9.7.4', true],
    ['redis', '6.0.16', false],
    ['redis', '6.2.14', true],
    ['redis', '10.0.0', true],
  ] as const)('judges %s %s as %s', (product, version, verdict) => {
    expect(isRecentEnough({ product, version })).toBe(verdict);
  });
});
