import { describe, expect, it } from 'vitest';
import { readReviewLink, reviewLinkPath } from '../../src/crypto/review-link.ts';

const KEY = 'a secret of forty characters, for a test';
const HOST = 'reports.example.com';
const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z');
const link = { target: 'reason=inactive', recipient: 'Anna@Example.com', expiresAt: NOW.add({ hours: 72 }) };
const token = tokenOf(link.expiresAt);

function tokenOf(expiresAt: Temporal.Instant, key = KEY): string {
  return reviewLinkPath(key, HOST, { ...link, expiresAt }).replace('/review/', '');
}

function changed(place: number, by: (part: string) => string): string {
  return token
    .split('.')
    .map((part, at) => (at === place ? by(part) : part))
    .join('.');
}

describe('a signed link', () => {
  it('opens what it was made for, for whom it was made, until its time', () => {
    const reading = readReviewLink(KEY, HOST, token, NOW);
    expect(reading).toMatchObject({
      ok: true,
      link: { target: 'reason=inactive', expiresAt: link.expiresAt },
    });
    expect(token).not.toMatch(/anna/i);
    expect(token).toBe(
      reviewLinkPath(KEY, HOST, { ...link, recipient: ' anna@example.com ' }).replace('/review/', ''),
    );
    expect(readReviewLink(KEY, 'REPORTS.example.com', token, NOW).ok).toBe(true);
  });

  it('is over when its time is', () => {
    expect(readReviewLink(KEY, HOST, token, link.expiresAt.subtract({ milliseconds: 1 })).ok).toBe(true);
    expect(readReviewLink(KEY, HOST, token, link.expiresAt)).toEqual({ ok: false, why: 'expired' });
  });

  const other = (letter: string): string => (letter === 'A' ? 'B' : 'A');
  it.each([
    ['another host', () => readReviewLink(KEY, 'evil.example', token, NOW)],
    ['another key', () => readReviewLink(`${KEY}2`, HOST, token, NOW)],
    ['another port of the host', () => readReviewLink(KEY, `${HOST}:8443`, token, NOW)],
    [
      'the name of another key',
      () =>
        readReviewLink(
          KEY,
          HOST,
          changed(1, () => '00000000'),
          NOW,
        ),
    ],
    ['a later time written into it', () => readReviewLink(KEY, HOST, changed(2, later), NOW)],
    [
      'a letter of what it opens changed',
      () =>
        readReviewLink(
          KEY,
          HOST,
          changed(2, (part) => other(part.charAt(0)) + part.slice(1)),
          NOW,
        ),
    ],
    [
      'a letter of the signature changed',
      () =>
        readReviewLink(
          KEY,
          HOST,
          changed(3, (part) => other(part.charAt(0)) + part.slice(1)),
          NOW,
        ),
    ],
    [
      'no signature',
      () =>
        readReviewLink(
          KEY,
          HOST,
          changed(3, () => ''),
          NOW,
        ),
    ],
    [
      'half a signature',
      () =>
        readReviewLink(
          KEY,
          HOST,
          changed(3, (part) => part.slice(0, 20)),
          NOW,
        ),
    ],
    [
      'another version',
      () =>
        readReviewLink(
          KEY,
          HOST,
          changed(0, () => '2'),
          NOW,
        ),
    ],
    ['something behind it', () => readReviewLink(KEY, HOST, `${token}.x`, NOW)],
    ['10,000 characters', () => readReviewLink(KEY, HOST, 'x'.repeat(10_000), NOW)],
    ['nothing', () => readReviewLink(KEY, HOST, '', NOW)],
    ['markup', () => readReviewLink(KEY, HOST, '<script>', NOW)],
    ['a line end', () => readReviewLink(KEY, HOST, `${token}\n`, NOW)],
    [
      'more than seven days, though signed',
      () => readReviewLink(KEY, HOST, tokenOf(NOW.add({ hours: 169 })), NOW),
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
