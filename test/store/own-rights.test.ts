import { describe, expect, it } from 'vitest';
import { judgeOwnRights } from '../../src/store/own-rights.ts';

describe('the rights of our own account', () => {
  it.each([
    [
      [
        'GRANT USAGE ON *.* TO `r`@`%` IDENTIFIED BY PASSWORD',
        'GRANT SELECT, INSERT ON `r`.`audit_log` TO `r`@`%`',
      ],
      'ok',
      /no more/,
    ],
    [['GRANT CREATE TEMPORARY TABLES, LOCK TABLES ON `r`.* TO `r`@`%`'], 'ok', /no more/],
    [['GRANT SELECT (`id`, `name`), UPDATE (`name`) ON `r`.`x` TO `r`@`%`'], 'ok', /no more/],
    [
      ['GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION'],
      'warning',
      /^ALL PRIVILEGES, GRANT OPTION$/,
    ],
    [['GRANT SELECT, DROP, FILE ON `r`.* TO `r`@`%`'], 'warning', /^DROP, FILE$/],
    [['GRANT SELECT ON `r`.* TO `r`@`%` WITH GRANT OPTION'], 'warning', /^GRANT OPTION$/],
    [['GRANT `admin`@`%` TO `r`@`%`'], 'warning', /^a role$/],
    [['GRANT A, B, C, D, E, F, G ON *.* TO `r`@`%`'], 'warning', /^A, B, C, D, E and 2 more$/],
  ])('%j: %s', (grants, verdict, seen) => {
    const check = judgeOwnRights(grants);
    expect(check.verdict).toBe(verdict);
    expect(check.seen).toMatch(seen);
  });
});
