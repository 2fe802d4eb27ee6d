import { expect, it } from 'vitest';
import {
  readUnsubscribeToken,
  recipientOfToken,
  unsubscribeToken,
} from '../../src/mail/unsubscribe-token.ts';
import { SECRET } from '../support/mail-request.ts';

const LIST = ['ana@example.com', 'bo@example.com'];
const find = (token: string, key = SECRET): string | null => {
  const read = readUnsubscribeToken(token);
  return read === null ? null : recipientOfToken(key, read, LIST);
};

it('a token names its recipient among those of its list without holding the address', () => {
  const token = unsubscribeToken(SECRET, 'weekly', 'bo@example.com');
  expect(token).not.toContain('bo');
  expect(readUnsubscribeToken(token)?.list).toBe('weekly');
  expect(find(token)).toBe('bo@example.com');
});

it('a token for another list, another key or another person fits nobody', () => {
  const token = unsubscribeToken(SECRET, 'weekly', 'bo@example.com');
  expect(find(token.replace('weekly', 'daily'))).toBeNull();
  expect(find(token, 'another secret of thirty-two characters!')).toBeNull();
  expect(find(unsubscribeToken(SECRET, 'weekly', 'eve@example.com'))).toBeNull();
});

it.each([
  '',
  '1.weekly',
  '1.weekly.short',
  `2.weekly.${'a'.repeat(32)}`,
  `1.We/ekly.${'a'.repeat(32)}`,
  'x'.repeat(10_000),
])('%.40s is not a token', (text) => {
  expect(readUnsubscribeToken(text)).toBeNull();
});
