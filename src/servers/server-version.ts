export type Engine = 'mariadb' | 'mysql';

export type ServerVersion = { readonly product: Engine | 'redis'; readonly version: string };

/** Oldest that the SQL and BullMQ are held against: SKIP LOCKED (MariaDB 10.6), MySQL LTS 8.4, Redis 6.2. */
export const OLDEST: Readonly<Record<ServerVersion['product'], string>> = {
  mariadb: '10.6',
  mysql: '8.4',
  redis: '6.2',
};

/**
 * Reads what `mariadbd --version`, `mysqld --version`, `redis-server --version` or `valkey-server --version`
 * print; null when it is none of them. Valkey counts as redis: it speaks the same protocol.
 */
export function parseServerVersion(printed: string): ServerVersion | null {
  const store = /(?:Redis|Valkey) server v=(\d+\.\d+(?:\.\d+)?)/i.exec(printed)?.[1];
  if (store !== undefined) return { product: 'redis', version: store };
  const version = /\bVer (\d+\.\d+(?:\.\d+)?)/.exec(printed)?.[1];
  if (version === undefined) return null;
  return { product: /mariadb/i.test(printed) ? 'mariadb' : 'mysql', version };
}

export function isRecentEnough({ product, version }: ServerVersion): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = OLDEST[product].split('.').map(Number);
  return major === leastMajor ? minor >= leastMinor : major > leastMajor;
}
