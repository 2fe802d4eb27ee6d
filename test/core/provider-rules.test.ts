import { describe, expect, it } from 'vitest';
import { BILL_ON, isBilled, unbilledStatuses } from '../../src/core/bill-on.ts';
import { isMessageStatus, MESSAGE_STATUSES } from '../../src/core/message-status.ts';
import { faultOfBillOn, faultOfPacking, readProviderRules } from '../../src/core/provider-rules.ts';

describe('what is billed', () => {
  const billed = (rule: (typeof BILL_ON)[number]): readonly string[] =>
    Object.keys(MESSAGE_STATUSES).filter((status) => isMessageStatus(status) && isBilled(rule, status));

  it('is every message, what was accepted, or what was delivered', () => {
    expect(billed('submit')).toEqual(Object.keys(MESSAGE_STATUSES));
    expect(billed('accept')).toEqual(['queued', 'sent', 'unknown', 'undelivered', 'expired', 'delivered']);
    expect(billed('deliver')).toEqual(['delivered']);
  });

  it('and what is not billed are all states', () => {
    for (const rule of BILL_ON) {
      expect(billed(rule).length + unbilledStatuses(rule).length).toBe(Object.keys(MESSAGE_STATUSES).length);
    }
    expect(unbilledStatuses('accept')).toEqual([43, 44, 45]);
  });
});

describe('settings of providers', () => {
  it('are read by provider', () => {
    const rules = readProviderRules({
      BILL_ON: ' twilio=accept\n infobip=deliver ',
      PACKING: 'link_mobility=turkish+spanish+16bit smpp=portuguese',
    });
    expect([...rules.billOn]).toEqual([
      ['twilio', 'accept'],
      ['infobip', 'deliver'],
    ]);
    expect([...rules.packing]).toEqual([
      ['link_mobility', { languages: ['turkish', 'spanish'], reference: 16 }],
      ['smpp', { languages: ['portuguese'], reference: 8 }],
    ]);
    expect(readProviderRules({})).toEqual({ billOn: new Map(), packing: new Map() });
  });

  it.each([
    'twilio',
    'twilio=',
    'twilio=never',
    '=accept',
    'Twilio=accept',
    'a=accept a=deliver',
    'a=accept,b=accept',
  ])('refuse %s', (text) =>
    expect(faultOfBillOn(text)).toMatch(/^\S* (must be provider=word|is named twice)/),
  );

  it.each(['smpp=klingon', 'smpp=turkish+', 'smpp=16', 'smpp'])('refuse %s', (text) =>
    expect(faultOfPacking(text)).toContain('must be provider=word'),
  );

  it('take nothing for no setting', () => {
    expect(faultOfBillOn('')).toBeNull();
    expect(faultOfPacking('  ')).toBeNull();
  });
});
