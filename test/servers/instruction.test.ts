import { describe, expect, it } from 'vitest';
import { installInstruction } from '../../src/servers/instruction.ts';

describe('installInstruction', () => {
  it.each([
    [
      'mariadb',
      ['apt-get install mariadb-server-core', 'dnf install', 'pacman -S', 'brew install', 'DATABASE_URL='],
    ],
    ['mysql', ['brew install mysql', '--mysql-dir', 'DATABASE_URL=']],
    ['redis', ['apt-get install redis-server', 'pacman -S valkey', 'brew install redis', 'REDIS_URL=']],
  ] as const)('says in one line how to get %s everywhere, or how to do without', (what, ways) => {
    const line = installInstruction(what);
    for (const way of ways) expect(line).toContain(way);
    expect(line).not.toContain('\n');
  });
});
