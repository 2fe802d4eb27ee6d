import { describe, expect, it } from 'vitest';
import { examineClearText } from '../../src/core/clear-text.ts';

const judged = (url: string | undefined) => examineClearText([{ name: 'X', url, advice: 'use TLS' }]);

describe('what goes over a network in clear', () => {
  it.each([
    'mysql://u:hunter2@db.example.com/reports',
    'mysql://u:hunter2@10.0.0.5:3306/reports',
    'mysql://u:hunter2@128.0.0.1/reports',
    'mysql://u:hunter2@127.evil.example/reports',
    'mysql://u:hunter2@localhost.example/reports',
    'redis://:hunter2@[2001:db8::1]:6379',
    'redis://redis:6379',
  ])('%s does, and is told without its password', (url) => {
    const check = judged(url);
    expect(check).toMatchObject({ verdict: 'warning', advice: 'use TLS' });
    expect(JSON.stringify(check)).not.toContain('hunter2');
  });

  it.each([
    undefined,
    'mysql://u:p@127.0.0.1/reports',
    'mysql://u:p@localhost/reports',
    'mysql:///reports?socket=%2Frun%2Fmysqld.sock',
    'mysql://u:p@db.example.com/reports?tls=required',
    'rediss://redis.example.com',
    'redis://[::1]:6379',
  ])('%s does not', (url) => {
    expect(judged(url).verdict).toBe('ok');
  });
});
