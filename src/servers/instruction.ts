import { type Engine, OLDEST } from './server-version.ts';

const PACKAGES: readonly (readonly [system: string, mariadb: string, mysql: string, redis: string])[] = [
  [
    'Debian, Ubuntu',
    'apt-get install mariadb-server-core mariadb-client-core',
    'MySQL 8.4 or later from mysql.com',
    'apt-get install redis-server',
  ],
  ['Fedora', 'dnf install mariadb-server', 'dnf install mysql8.4-server', 'dnf install valkey'],
  ['Arch', 'pacman -S mariadb', 'MySQL 8.4 or later from mysql.com', 'pacman -S valkey'],
  ['macOS', 'brew install mariadb', 'brew install mysql', 'brew install redis'],
];

/** What a person does when a server cannot be found or unpacked: one line per system, then the variables. */
export function installInstruction(what: Engine | 'redis'): string {
  const column = { mariadb: 1, mysql: 2, redis: 3 } as const;
  const name = { mariadb: 'MariaDB', mysql: 'MySQL', redis: 'Redis or Valkey' } as const;
  const variable =
    what === 'redis'
      ? 'REDIS_URL=redis://host:6379'
      : 'DATABASE_URL=mysql://user:password@host:3306/database';
  const ways = PACKAGES.map((row) => `${row[0]}: ${row[column[what]]}`).join('; ');
  const own = what === 'mysql' ? '; or --mysql-dir with an unpacked MySQL' : '';
  return `no ${name[what]} (${OLDEST[what]} or later) on this machine and it cannot be unpacked here; install one (${ways})${own}; or set ${variable}`;
}
