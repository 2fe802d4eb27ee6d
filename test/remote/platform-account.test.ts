import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { parsePlatformAccount } from '../../src/remote/platform-account.ts';

const RIGHT = {
  url: 'https://api.mailmailmail.net/v2.0',
  username: 'reports@shop.example',
  token: 'abc-123',
};

function problemsOf(given: Partial<typeof RIGHT>): string {
  try {
    parsePlatformAccount({ ...RIGHT, ...given });
    return '';
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-config') return error.message;
    throw error;
  }
}

describe('an account', () => {
  it('asks over TLS, or without it on this machine', () => {
    expect(parsePlatformAccount(RIGHT).baseUrl).toBe('https://api.mailmailmail.net/v2.0/');
    for (const url of ['http://127.0.0.1:8080/v2.0/', 'http://localhost/', 'http://[::1]:1/'])
      expect(problemsOf({ url })).toBe('');
    for (const url of [
      'http://api.mailmailmail.net/v2.0/',
      'http://127.0.0.1.evil.example/',
      'http://10.0.0.1/',
      'ftp://x/',
    ])
      expect(problemsOf({ url })).toBe(
        'MARKETING_PLATFORM_URL: must start with https:// unless the host is this machine',
      );
  });

  it('has an address without user, query and fragment', () => {
    expect(problemsOf({ url: 'https://me:pass@host.example/' })).toMatch(/no user and no password/);
    expect(problemsOf({ url: 'https://host.example/?a=1' })).toMatch(/without \? and #/);
    expect(problemsOf({ url: 'host.example' })).toMatch(/must be a URL/);
  });

  it('tells every problem at once and no secret', () => {
    const problems = problemsOf({ url: 'http://x.example/', username: '', token: 'to\r\nken: x' });
    expect(problems.split('\n').map((line) => line.split(':')[0])).toEqual([
      'MARKETING_PLATFORM_URL',
      'MARKETING_PLATFORM_USERNAME',
      'MARKETING_PLATFORM_TOKEN',
    ]);
    expect(problems).not.toContain('to\r');
  });
});
