import { describe, expect, it } from 'vitest';
import { judgeGrants } from '../../../src/store/foreign/examine-grants.ts';

describe('judgeGrants', () => {
  it.each([
    [['GRANT USAGE ON *.* TO `reader`@`%`', 'GRANT SELECT ON `shop`.* TO `reader`@`%`'], 'ok'],
    [['GRANT SELECT (`id`, `name`), SHOW VIEW ON `shop`.`x` TO `reader`@`%`'], 'ok'],
    [['GRANT REPLICATION CLIENT ON *.* TO `reader`@`%`', 'GRANT SELECT ON `shop`.* TO `reader`@`%`'], 'ok'],
    [['GRANT SLAVE MONITOR ON *.* TO `reader`@`%`'], 'ok'],
    [['GRANT REPLICATION SLAVE ON *.* TO `copier`@`%`'], 'failed'],
    [['GRANT SELECT, INSERT ON `shop`.* TO `writer`@`%`'], 'failed'],
    [['GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION'], 'failed'],
    [['GRANT SELECT ON `shop`.* TO `reader`@`%` WITH GRANT OPTION'], 'failed'],
    [['GRANT `reading`@`%` TO `reader`@`%`'], 'warning'],
  ])('judges %j as %s', (grants, verdict) => {
    expect(judgeGrants(grants).verdict).toBe(verdict);
  });
});
