import { describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import { findProvider } from '../../src/providers/catalogue.ts';
import type { ParsedPayload, PayloadFormat } from '../../src/providers/importer.ts';
import { NO_OPTIONS } from './provider-fixtures.ts';

function parse(
  id: string,
  content: unknown,
  options: Partial<typeof NO_OPTIONS> = {},
  format: PayloadFormat = typeof content === 'string' ? 'form' : 'json',
): ParsedPayload {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const importer = findProvider(id);
  if (importer === null) throw new Error(`no provider ${id}`);
  return importer.parse({ format, body, options: { ...NO_OPTIONS, ...options } });
}

function only(parsed: ParsedPayload): ProviderEvent {
  expect(parsed.refused).toEqual([]);
  expect(parsed.events).toHaveLength(1);
  const [event] = parsed.events;
  if (event === undefined) throw new Error('no event');
  return event;
}

describe('Vonage', () => {
  it.each([
    ['1', 'rejected', 'throttled'],
    ['2', 'rejected', 'config'],
    ['3', 'rejected', 'config'],
    ['4', 'rejected', 'config'],
    ['5', 'failed', 'provider_error'],
    ['6', 'rejected', 'unknown'],
    ['7', 'rejected', 'recipient_blocked'],
    ['8', 'rejected', 'config'],
    ['9', 'rejected', 'insufficient_credit'],
    ['10', 'rejected', 'throttled'],
    ['11', 'rejected', 'config'],
    ['12', 'rejected', 'content'],
    ['14', 'rejected', 'config'],
    ['15', 'rejected', 'sender'],
    ['22', 'rejected', 'config'],
    ['29', 'rejected', 'config'],
  ])(
    'refuses a send with %s as %s, %s, and not as the same number of a receipt',
    (code, status, failureClass) => {
      const answer = { messages: [{ status: code, 'client-ref': 'm1' }] };
      expect(only(parse('vonage', answer))).toMatchObject({
        kind: 'send',
        state: { status, failureClass, isKnownCode: true },
      });
    },
  );

  it('reads the time of the push when the route names no zone, since that of the carrier is local', () => {
    const receipt =
      'messageId=0C1&msisdn=4799999999&status=delivered&scts=2611252130&message-timestamp=2026-11-25+19:30:04';
    const at = (timezone: string | null) => {
      const event = only(parse('vonage', receipt, { timezone }));
      return event.kind === 'receipt' ? event.occurredMs : null;
    };
    expect(at(null)).toBe(Date.parse('2026-11-25T19:30:04Z'));
    expect(at('Europe/Helsinki')).toBe(Date.parse('2026-11-25T19:30:00Z'));
    expect(parse('vonage', receipt.replace('2026-11-25+19', '2026-11-25+99')).refused[0]?.field).toBe(
      'message-timestamp',
    );
    expect(parse('vonage', receipt.replace('2026-11-25+19:30:04', '20261125193004')).refused).toHaveLength(1);
  });
});

describe('Twilio', () => {
  it('takes an event for one by its data, too, when a relay left out the version', () => {
    const data = { messageSid: 'SM1', messageStatus: 'SENT', timestamp: '2026-11-25T19:30:00Z' };
    const event = only(parse('twilio', { type: 'com.twilio.messaging.message.sent', data }));
    expect(event).toMatchObject({ kind: 'receipt', providerMessageId: 'SM1', state: { status: 'sent' } });
  });

  it('keeps the number that an error names out of everything it says', () => {
    const error = { code: 21211, message: "The 'To' number +4799999999 is not valid" };
    for (const parsed of [
      parse('twilio', error),
      parse('twilio', { ...error, client_reference: 'm1' }),
      parse('twilio', { ...error, client_reference: { to: '+4799999999' } }),
      parse('twilio', { sid: { to: '+4799999999' }, status: 'queued' }),
    ]) {
      expect(JSON.stringify(parsed)).not.toContain('99999');
    }
  });
});

describe('Infobip', () => {
  it('never calls a message delivered that only its operator has, whatever error stands beside', () => {
    for (const error of [null, { id: 0 }, { id: 1 }, { id: 4101, permanent: true }]) {
      const report = { messageId: 'm1', status: { id: 2, groupId: 3 }, error, doneAt: null, sentAt: null };
      expect(only(parse('infobip', { results: [report] }))).toMatchObject({ state: { status: 'sent' } });
    }
  });

  it('reads a row of the message log, which calls the recipient destination', () => {
    const row = { messageId: 'm1', destination: '4799999999', status: { id: 5 }, doneAt: null, sentAt: null };
    expect(only(parse('infobip', { results: [row] }))).toMatchObject({
      kind: 'receipt',
      recipient: '4799999999',
    });
  });

  it('multiplies the price of a piece exactly, and leaves it out when nobody counted the pieces', () => {
    const report = (count: object) => ({
      messageId: 'm1',
      status: { id: 5 },
      doneAt: '2026-11-25T19:30:00.000+0000',
      price: { pricePerMessage: 0.00725, currency: 'EUR' },
      ...count,
    });
    expect(only(parse('infobip', report({ messageCount: 7 })))).toMatchObject({
      costMicro: 50_750,
      parts: 7,
    });
    expect(only(parse('infobip', report({ smsCount: 3 })))).toMatchObject({ costMicro: 21_750, parts: 3 });
    expect(only(parse('infobip', report({})))).toMatchObject({
      costMicro: null,
      currency: null,
      parts: null,
    });
  });
});

describe('Sinch', () => {
  const report = {
    type: 'recipient_delivery_report_sms',
    recipient: '+4799999999',
    code: 0,
    status: 'Delivered',
  };

  it('makes one id of a recipient with and without plus, and refuses one that no column holds', () => {
    const idOf = (batch: string, recipient: string) =>
      only(parse('sinch', { ...report, batch_id: batch, recipient })).providerMessageId;
    expect(idOf('01FC', '+4799999999')).toBe('01FC:4799999999');
    expect(idOf('01FC', '4799999999')).toBe('01FC:4799999999');
    expect(idOf('x'.repeat(53), '4799999999')).toHaveLength(64);
    expect(parse('sinch', { ...report, batch_id: 'x'.repeat(54) }).refused).toHaveLength(1);
  });

  it('tells each message of a batch at the place of the batch', () => {
    const batch = {
      type: 'delivery_report_sms',
      batch_id: '01FC',
      statuses: [{ code: 0, status: 'Delivered', recipients: ['4799999999', '', 7] }],
    };
    const parsed = parse('sinch', [batch, batch]);
    expect(parsed.events).toHaveLength(4);
    expect(parsed.refused.map(({ index, field }) => [index, field])).toEqual([
      [1, 'recipient'],
      [2, 'recipient'],
    ]);
  });
});

describe('Bird', () => {
  it('reads status words in any case and times without a zone as UTC', () => {
    const message = { id: 'b1', status: 'DELIVERED', lastStatusAt: '2026-11-25T19:30:00' };
    expect(only(parse('bird', message))).toMatchObject({
      state: { status: 'delivered' },
      occurredMs: Date.parse('2026-11-25T19:30:00Z'),
    });
    expect(parse('bird', { ...message, lastStatusAt: '20261125193000' }).refused).toHaveLength(1);
  });

  it('never counts a receipt that did not come as a failure', () => {
    for (const id of ['bird', 'messagebird']) {
      const message = {
        id: 'b1',
        status: 'delivery_failed',
        details: 'DLR_not_received',
        statusReason: 'DLR not received',
      };
      expect(only(parse(id, message))).toMatchObject({
        state: { status: 'unknown', failureClass: 'no_dlr' },
      });
    }
  });
});

describe('words, senders and times', () => {
  it.each([
    ['bird', { id: 'b1', status: 'Delivered' }, 'delivered'],
    ['bird', { id: 'b1', status: 'scheduled' }, 'queued'],
    ['bird', { id: 'b1', status: 'processing' }, 'queued'],
    ['bird', { id: 'b1', status: 'rejected' }, 'rejected'],
    ['messagebird', { id: 'e1', status: 'Delivered' }, 'delivered'],
    ['sinch', { batch_id: '01', recipient: '4799999999', status: 'delivered' }, 'delivered'],
    ['vonage', { messageId: '0C', status: 'DELIVERED' }, 'delivered'],
    ['vonage_messages', { message_uuid: 'u1', status: 'Submitted' }, 'sent'],
    ['twilio', { MessageSid: 'SM1', MessageStatus: 'Delivered' }, 'delivered'],
    ['twilio', { sid: 'SM1', status: 'Sending' }, 'sent'],
  ])('of %s are read in any case: %j', (id, payload, status) => {
    const kind = status === 'queued' ? 'send' : 'receipt';
    expect(only(parse(id, payload))).toMatchObject({ kind, state: { status } });
  });

  it.each([
    ['twilio', { sid: 'SM1', direction: 'inbound', body: 'STOP' }, 'from'],
    [
      'twilio',
      { type: 'com.twilio.messaging.inbound-message.received', data: { body: 'STOP' } },
      'data.from',
    ],
    ['infobip', { text: 'STOP', receivedAt: '2026-11-25T19:40:00.000+0000' }, 'from'],
    ['vonage', { text: 'STOP' }, 'msisdn'],
    ['sinch', { type: 'mo_text', body: 'STOP' }, 'from'],
    ['bird', { direction: 'incoming', id: 'b1' }, 'sender.contact.identifierValue'],
    ['messagebird', { body: 'STOP' }, 'originator'],
    ['generic', { text: 'STOP' }, 'sender'],
  ])('an inbound message of %s without a sender is refused: %j', (id, payload, field) => {
    expect(parse(id, payload)).toMatchObject({ events: [], refused: [{ index: 1, field }] });
  });

  it.each([
    ['messagebird', { originator: '4799999999', body: 'STOP', createdDatetime: '2026-11-25T19:40:00' }],
    ['vonage', { msisdn: '4799999999', text: 'STOP', 'message-timestamp': '1795635600' }],
    ['vonage_messages', { from: '4799999999', text: 'STOP', timestamp: '2026-11-25T19:40:00' }],
    ['infobip', { from: '4799999999', text: 'STOP', receivedAt: 1_795_635_600_000 }],
    ['sinch', { type: 'mo_text', from: '4799999999', body: 'STOP', received_at: 1_795_635_600 }],
    [
      'twilio',
      {
        type: 'com.twilio.messaging.inbound-message.received',
        data: { from: '4799999999', body: 'STOP', timestamp: 1_795_635_600_000 },
      },
    ],
  ])('the time of an inbound message of %s is UTC or Unix time: %j', (id, payload) => {
    expect(only(parse(id, payload))).toMatchObject({
      kind: 'inbound',
      text: 'STOP',
      occurredMs: Date.parse('2026-11-25T19:40:00Z'),
    });
  });
});
