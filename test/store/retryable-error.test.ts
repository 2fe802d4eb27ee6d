import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { isDuplicateKey, isRetryableError } from '../../src/store/retryable-error.ts';

const answered = (errno: number): Error => Object.assign(new Error(`error ${errno}`), { errno });
const broken = (code: string): Error => Object.assign(new Error(code), { code });

describe('what MySQL says that may be tried again', () => {
  it.each([
    [1213, 'deadlock'],
    [1205, 'lock wait'],
    [1317, 'statement killed'],
    [1927, 'connection killed (MariaDB)'],
    [3169, 'session killed (MySQL)'],
    [4031, 'disconnected because of inactivity (MySQL)'],
    [1053, 'server shutting down'],
    [1152, 'connection aborted'],
    [1158, 'reading a packet'],
    [1159, 'reading a packet took too long'],
    [1160, 'writing a packet'],
    [1161, 'writing a packet took too long'],
    [1184, 'new connection aborted'],
    [2006, 'server gone'],
    [2013, 'connection lost in a query'],
    [1290, 'read only'],
    [1836, 'read-only mode'],
    [3032, 'offline mode'],
    [1040, 'too many connections'],
    [1203, 'too many connections of the user'],
    [1226, 'limit of the user'],
    [1021, 'disk full'],
    [1114, 'table full'],
    [1041, 'out of memory'],
    [1969, 'statement limit (MariaDB)'],
    [3024, 'statement limit (MySQL)'],
  ])('%i, %s', (errno) => {
    expect(isRetryableError(answered(errno))).toBe(true);
  });

  it.each([
    'PROTOCOL_CONNECTION_LOST',
    'ECONNRESET',
    'ECONNREFUSED',
    'ETIMEDOUT',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
  ])('or the network: %s', (code) => {
    expect(isRetryableError(broken(code))).toBe(true);
  });

  it('or our own pool, when every connection is lent', () => {
    expect(isRetryableError(Object.assign(new Error('no connection'), { name: 'KnexTimeoutError' }))).toBe(
      true,
    );
  });
});

describe('what MySQL says that will be the same again', () => {
  it.each([
    [1045, 'wrong password'],
    [1049, 'unknown database'],
    [1054, 'unknown column'],
    [1062, 'duplicate key, which has a meaning of its own'],
    [1064, 'syntax'],
    [1142, 'no right to a table'],
    [1146, 'no such table'],
    [1153, 'packet too large'],
    [1264, 'out of range'],
    [1292, 'wrong value'],
    [1366, 'wrong value for a column'],
    [1406, 'too long'],
    [1690, 'number out of range'],
    [9999, 'anything that is not known'],
  ])('%i, %s', (errno) => {
    expect(isRetryableError(answered(errno))).toBe(false);
  });

  it('is not judged by words when it says more', () => {
    expect(isRetryableError('ETIMEDOUT')).toBe(false);
    expect(isRetryableError(new Failure('bad-input', 'ETIMEDOUT'))).toBe(false);
    expect(isRetryableError(new Failure('locked', 'later', { retryable: true }))).toBe(true);
    expect(isDuplicateKey(answered(1062))).toBe(true);
    expect(isDuplicateKey(answered(1213))).toBe(false);
  });
});
