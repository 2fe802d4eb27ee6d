import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/config.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const names = new Set<string>([...SETTINGS.map(({ name }) => name), 'NODE_ENV']);

describe('deploy', () => {
  const compose = parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8'), { merge: true });

  it.each(['worker', 'cli'])('gives %s settings that exist and all that production requires', (service) => {
    const given = Object.keys(compose.services[service].environment);
    expect(given.filter((name) => !names.has(name))).toEqual([]);
    expect(given).toEqual(expect.arrayContaining(['NODE_ENV', 'DATABASE_URL', 'REDIS_URL', 'SECRET_KEY']));
  });

  it('keeps the queue through a restart', () => {
    expect(compose.services.redis.command.join(' ')).toContain(
      '--appendonly yes --maxmemory-policy noeviction',
    );
  });

  it('limits the memory of a worker alike, however it is started', () => {
    const limits = /--max-semi-space-size=(\d+)\W+--max-old-space-size=(\d+)/;
    const starts = ['package.json', 'bin/sms-reports.mjs', 'deploy/Dockerfile', 'deploy/sms-reports.service'];
    const found = starts.map((file) => limits.exec(readFileSync(join(DEPLOY, '..', file), 'utf8'))?.slice(1));
    expect(found).toEqual(starts.map(() => ['8', '1024']));
  });

  it('names no setting in its README that does not exist', () => {
    const text = readFileSync(join(DEPLOY, 'README.md'), 'utf8');
    const named = [...text.matchAll(/`([A-Z]+_[A-Z_]+)`/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !names.has(name) && name !== 'DATABASE_PASSWORD')).toEqual([]);
  });
});
