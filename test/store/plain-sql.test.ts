import { describe, expect, it } from 'vitest';
import { plainDefault, plainExpression, plainFormula, plainType } from '../../src/store/plain-sql.ts';

describe('plainType', () => {
  it.each([
    ['int(10) unsigned', 'INT UNSIGNED'],
    ['int unsigned', 'INT UNSIGNED'],
    ['tinyint(1)', 'TINYINT'],
    ['varchar(64)', 'VARCHAR(64)'],
    ['decimal(9,6)', 'DECIMAL(9,6)'],
    ['datetime(3)', 'DATETIME(3)'],
    ["enum('a','b')", "ENUM('a','b')"],
  ])('writes %s as %s', (told, plain) => {
    expect(plainType(told)).toBe(plain);
  });
});

describe('plainDefault', () => {
  it.each([
    ["'daily'", 'daily', 'VARCHAR(8)', "'daily'"],
    ["''", '', 'CHAR(3)', "''"],
    ["'it''s'", "it's", 'VARCHAR(8)', "'it''s'"],
    ['0', '0', 'TINYINT', '0'],
    ['0.50', '0.50', 'DECIMAL(3,2)', '0.50'],
    ['current_timestamp(3)', 'CURRENT_TIMESTAMP(3)', 'DATETIME(3)', 'CURRENT_TIMESTAMP(3)'],
  ])('reads %s of MariaDB and %s of MySQL as the same', (mariadb, mysql, type, plain) => {
    expect(plainDefault(mariadb, type)).toBe(plain);
    expect(plainDefault(mysql, type)).toBe(plain);
  });

  it('knows no default on either engine', () => {
    expect(plainDefault('NULL', 'INT')).toBeNull();
    expect(plainDefault(null, 'INT')).toBeNull();
  });
});

describe('plainExpression', () => {
  it('reads what the engines print for one expression as the same', () => {
    const mariadb = "`state` in ('Done','failed') and `n` >= 0";
    const mysql = "((`state` in (_utf8mb4\\'Done\\',_utf8mb4\\'failed\\')) and (`n` >= 0))";
    expect(plainExpression(mysql)).toBe(plainExpression(mariadb));
    expect(plainExpression(mysql)).toContain("'Done'");
  });
});

describe('plainFormula', () => {
  it('reads what the engines print for one generated column as the same, and leaves it runnable', () => {
    const mariadb = "concat(if(`n` = 0,'',concat('a',`n`)),if(`m` = 0,'(','A'))";
    const mysql =
      "concat(if((`n` = 0),_utf8mb4\\'\\',concat(_utf8mb4\\'a\\',`n`)),if((`m` = 0),_utf8mb4\\'(\\',_utf8mb4\\'A\\'))";
    const plain = "concat(if(n = 0,'',concat('a',n)),if(m = 0,'(','A'))";
    expect(plainFormula(mariadb)).toBe(plain);
    expect(plainFormula(mysql)).toBe(plain);
  });
});
