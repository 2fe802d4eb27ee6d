import { expect, it } from 'vitest';
import { outcomeOfError, readReply } from '../../src/mail/smtp-outcome.ts';

const reply = (response: string, code = 'EENVELOPE'): object =>
  Object.assign(new Error('x'), { response, code });

it.each([
  ['450 4.2.0 greylisted', 'mail'],
  ['451 4.3.0 try later', 'mail'],
  ['421 4.7.0 too fast', 'host'],
  ['452 4.5.3 too many recipients', 'host'],
  ['432 4.7.12 a password transition is needed', 'mail'],
  ['442 4.4.1 connection timed out', 'mail'],
  ['447 4.4.7 expired', 'mail'],
  ['452 4.2.2 mailbox full for now', 'host'],
  ['534 5.7.9 mechanism too weak', 'host'],
  ['535 5.7.8 bad password', 'host'],
  ['538 5.7.11 encryption required', 'host'],
  ['530 5.7.0 must issue STARTTLS first', 'host'],
])('%s is temporary for the %s', (response, scope) => {
  expect(outcomeOfError(reply(response), true)).toMatchObject({ kind: 'temporary', scope });
});

it.each([
  ['550 5.1.1 no such user', false],
  ['553 5.1.3 bad address', false],
  ['552 5.3.4 message too big', true],
  ['552 too big', true],
  ['552 5.2.2 mailbox full', false],
  ['554 5.3.4 size', true],
  ['550 5.2.3 too long for the mailbox', true],
  ['551 5.1.6 moved', false],
  ['554 5.7.1 refused', false],
  ['555 5.5.4 parameter not known', false],
  ['521 5.3.2 takes no mail', false],
])('%s is permanent; about size: %s', (response, tooLarge) => {
  expect(outcomeOfError(reply(response), true)).toMatchObject({ kind: 'permanent', tooLarge });
});

it('no reply is ambiguous only when the last byte was handed over', () => {
  const closed = Object.assign(new Error('Connection closed unexpectedly'), { code: 'ECONNECTION' });
  expect(outcomeOfError(closed, true).kind).toBe('ambiguous');
  expect(outcomeOfError(closed, false)).toMatchObject({ kind: 'temporary', scope: 'host', config: false });
});

it('an unintelligible reply to the dot is ambiguous', () => {
  expect(outcomeOfError(reply('hello there', 'EMESSAGE'), true).kind).toBe('ambiguous');
  expect(outcomeOfError(reply('354 again', 'EMESSAGE'), true).kind).toBe('ambiguous');
});

it('a rejected login or certificate needs a person', () => {
  expect(outcomeOfError(reply('535 5.7.8 bad password', 'EAUTH'), false)).toMatchObject({ config: true });
  expect(outcomeOfError(reply('454 4.7.0 try later', 'EAUTH'), false)).toMatchObject({ config: false });
  const expired = Object.assign(new Error('certificate has expired'), {
    code: 'ESOCKET',
    originalCode: 'CERT_HAS_EXPIRED',
  });
  expect(outcomeOfError(expired, false)).toMatchObject({ kind: 'temporary', config: true });
});

it('a reply is kept as one line of at most 300 characters', () => {
  expect(readReply('550-5.1.1 first\r\n550-5.1.1 second\r\n550 5.1.1 third\x00')).toEqual({
    code: 550,
    enhanced: '5.1.1',
    text: '550-5.1.1 first 5.1.1 second 5.1.1 third',
  });
  expect(readReply(`550 ${'é'.repeat(100_000)}`).text).toHaveLength(300);
  expect(readReply('garbage')).toEqual({ code: null, enhanced: null, text: 'garbage' });
  expect(readReply('\x00\x01\r\n').text).toBe('(nothing that can be read)');
  expect(readReply('550 no user +4791234567, queued as 1732616314').text).toBe(
    '550 no user +47******67, queued as 1732616314',
  );
});
