import { describe, expect, it } from 'vitest';
import { readSignedLink, signedLinkPath } from '../../src/crypto/signed-link.ts';

const KEY = 'a secret of forty characters, for a test';
const HOST = 'reports.example.com';
const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z');
const link = { target: 'reason=inactive', recipient: 'Anna@Example.com', expiresAt: NOW.add({ hours: 72 }) };
const token = tokenOf(link.expiresAt);

function tokenOf(expiresAt: Temporal.Instant, key = KEY): string {
  return signedLinkPath('review', key, HOST, { ...link, expiresAt }).replace('/review/', '');
}

function changed(place: number, by: (part: string) => string): string {
  return token
    .split('.')
    .map((part, at) => (at === place ? by(part) : part))
    .join('.');
}

describe('a signed link', () => {
  it('opens what it was made for, for whom it was made, until its time', () => {
    const reading = readSignedLink('review', KEY, HOST, token, NOW);
    expect(reading).toMatchObject({
      ok: true,
      link: { target: 'reason=inactive', expiresAt: link.expiresAt },
    });
    expect(token).not.toMatch(/anna/i);
    expect(token).toBe(
      signedLinkPath('review', KEY, HOST, { ...link, recipient: ' anna@example.com ' }).replace(
        '/review/',
        '',
      ),
    );
    expect(readSignedLink('review', KEY, 'REPORTS.example.com', token, NOW).ok).toBe(true);
  });

  it('is over when its time is', () => {
    expect(readSignedLink('review', KEY, HOST, token, link.expiresAt.subtract({ milliseconds: 1 })).ok).toBe(
      true,
    );
    expect(readSignedLink('review', KEY, HOST, token, link.expiresAt)).toEqual({ ok: false, why: 'expired' });
  });

  it('opens nothing behind another door', () => {
    expect(readSignedLink('report', KEY, HOST, token, NOW)).toEqual({ ok: false, why: 'bad' });
    const path = signedLinkPath('report', KEY, HOST, { ...link, target: '7' });
    expect(path).toMatch(/^\/reports\/link\/1\./);
    const report = path.replace('/reports/link/', '');
    expect(readSignedLink('report', KEY, HOST, report, NOW)).toMatchObject({
      ok: true,
      link: { target: '7' },
    });
    expect(readSignedLink('review', KEY, HOST, report, NOW).ok).toBe(false);
  });

  const other = (letter: string): string => (letter === 'A' ? 'B' : 'A');
  it.each([
    ['another host', () => readSignedLink('review', KEY, 'evil.example', token, NOW)],
    ['another key', () => readSignedLink('review', `${KEY}2`, HOST, token, NOW)],
    ['another port of the host', () => readSignedLink('review', KEY, `${HOST}:8443`, token, NOW)],
    [
      'the name of another key',
      () =>
        readSignedLink(
          'review',
          KEY,
          HOST,
          changed(1, () => '00000000'),
          NOW,
        ),
    ],
    ['a later time written into it', () => readSignedLink('review', KEY, HOST, changed(2, later), NOW)],
    [
      'a letter of what it opens changed',
      () =>
        readSignedLink(
          'review',
          KEY,
          HOST,
          changed(2, (part) => other(part.charAt(0)) + part.slice(1)),
          NOW,
        ),
    ],
    [
      'a letter of the signature changed',
      () =>
        readSignedLink(
          'review',
          KEY,
          HOST,
          changed(3, (part) => other(part.charAt(0)) + part.slice(1)),
          NOW,
        ),
    ],
    [
      'no signature',
      () =>
        readSignedLink(
          'review',
          KEY,
          HOST,
          changed(3, () => ''),
          NOW,
        ),
    ],
    [
      'half a signature',
      () =>
        readSignedLink(
          'review',
          KEY,
          HOST,
          changed(3, (part) => part.slice(0, 20)),
          NOW,
        ),
    ],
    [
      'another version',
      () =>
        readSignedLink(
          'review',
          KEY,
          HOST,
          changed(0, () => '2'),
          NOW,
        ),
    ],
    ['something behind it', () => readSignedLink('review', KEY, HOST, `${token}.x`, NOW)],
    ['10,000 characters', () => readSignedLink('review', KEY, HOST, 'x'.repeat(10_000), NOW)],
    ['nothing', () => readSignedLink('review', KEY, HOST, '', NOW)],
    ['markup', () => readSignedLink('review', KEY, HOST, '<script>', NOW)],
    ['a line end', () => readSignedLink('review', KEY, HOST, `${token}\n`, NOW)],
    [
      'more than seven days, though signed',
      () => readSignedLink('review', KEY, HOST, tokenOf(NOW.add({ hours: 169 })), NOW),
    ],
  ])('with %s opens nothing', (_what, read) => {
    expect(read()).toEqual({ ok: false, why: 'bad' });
  });

  function later(text: string): string {
    const claims = Buffer.from(text, 'base64url').toString('utf8').split('\n');
    return Buffer.from([String(Number(claims[0]) + 3_600), ...claims.slice(1)].join('\n')).toString(
      'base64url',
    );
  }
});
