import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig, SETTINGS } from '../../src/config.ts';
import { parseHooks } from '../../src/files/hooks-file.ts';
import { buildHookRoutes } from '../../src/web/hook-routes.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');
/** What a unit says of its own program. */
const OWN = /^(Description|ExecStart|LoadCredential|TimeoutStopSec)=/;
const names = new Set<string>([...SETTINGS.map(({ name }) => name), 'NODE_ENV']);

describe('deploy', () => {
  const compose = parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8'), { merge: true });

  it.each(['worker', 'web', 'cli'])(
    'gives %s settings that exist and all that production requires',
    (service) => {
      const given = Object.keys(compose.services[service].environment);
      expect(given.filter((name) => !names.has(name))).toEqual([]);
      expect(given).toEqual(expect.arrayContaining(['NODE_ENV', 'DATABASE_URL', 'REDIS_URL', 'SECRET_KEY']));
    },
  );

  it('keeps the queue through a restart', () => {
    expect(compose.services.redis.command.join(' ')).toContain(
      '--appendonly yes --maxmemory-policy noeviction',
    );
  });

  it('limits the memory of a worker alike, however it is started', () => {
    const limits = /--max-semi-space-size=(\d+)\W+--max-old-space-size=(\d+)/;
    const starts = [
      'package.json',
      'bin/sms-reports.mjs',
      'deploy/Dockerfile',
      'deploy/sms-reports.service',
      'deploy/sms-reports-web.service',
    ];
    const found = starts.map((file) => limits.exec(readFileSync(join(DEPLOY, '..', file), 'utf8'))?.slice(1));
    expect(found).toEqual(starts.map(() => ['8', '1024']));
    expect(limits.exec(compose.services.web.command.join(' '))?.slice(1)).toEqual(['8', '1024']);
  });

  it('looks at the health of web where it listens, for a proxy of the machine alone', () => {
    const { web } = compose.services;
    const { WEB_PORT: port } = readConfig({});
    expect(web.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(web.healthcheck.test.join(' ')).toContain(`fetch('http://127.0.0.1:${port}/healthz')`);
    expect(web.environment.WEB_HOST).toBe('0.0.0.0');
    expect(Number.parseInt(web.stop_grace_period, 10)).toBeGreaterThan(30);
  });

  it('gives web the hooks it ships with, which need no secret but the one they say', () => {
    const { web } = compose.services;
    const [config] = web.configs;
    expect(compose.configs[config.source].file).toBe('./hooks.yaml');
    expect(web.command.slice(-3)).toEqual(['web', '--hooks', config.target]);
    const text = readFileSync(join(DEPLOY, 'hooks.yaml'), 'utf8');
    const settings = { HOOK_SECRETS: `link=${'0123456789abcdef'.repeat(2)}`, SECRET_KEY: 's'.repeat(32) };
    const routes = buildHookRoutes(parseHooks(text, 'hooks.yaml'), 'hooks.yaml', settings);
    expect([...routes.keys()]).toEqual(['link_mobility']);
  });

  it('hardens both services of systemd alike, and lets web answer what it took', () => {
    const unit = (name: string): readonly string[] =>
      readFileSync(join(DEPLOY, name), 'utf8')
        .split('\n')
        .filter((line) => /^[A-Z]\w+=/.test(line) && !OWN.test(line));
    expect(unit('sms-reports-web.service')).toEqual(unit('sms-reports.service'));
    const web = readFileSync(join(DEPLOY, 'sms-reports-web.service'), 'utf8');
    expect(Number(/TimeoutStopSec=(\d+)/.exec(web)?.[1])).toBeGreaterThan(30);
    expect(web).toContain('LoadCredential=hooks.yaml:/etc/sms-reports-hooks.yaml');
    expect(web).toContain(' src/cli/main.ts web --hooks ${CREDENTIALS_DIRECTORY}/hooks.yaml\n');
  });

  it('names no setting in its README that does not exist', () => {
    const text = readFileSync(join(DEPLOY, 'README.md'), 'utf8');
    const named = [...text.matchAll(/`([A-Z]+_[A-Z_]+)`/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !names.has(name) && name !== 'DATABASE_PASSWORD')).toEqual([]);
  });
});
