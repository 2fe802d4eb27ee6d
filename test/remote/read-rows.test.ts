import { describe, expect, it } from 'vitest';
import { DEFAULT_FIELDS } from '../../src/core/platform-plan.ts';
import { fieldNames } from '../../src/remote/read-field.ts';
import { readClick, readOptOut, readRun, readStatistics } from '../../src/remote/read-rows.ts';
import { scrubAnswer } from '../../src/remote/scrub-answer.ts';

const phone = (mobile_prefix: unknown, mobile_number: unknown) =>
  readOptOut({ mobile_prefix, mobile_number }, DEFAULT_FIELDS.optOut);

describe('a phone', () => {
  it.each([
    ['45', '20123456', '+4520123456'],
    [45, 20_123_456, '+4520123456'],
    ['+45', '20 12 34 56', '+4520123456'],
    ['0047', '91234567', '+4791234567'],
    ['44', '07911 123456', '+447911123456'],
    ['', '+4791234567', '+4791234567'],
    [null, '004791234567', '+4791234567'],
    ['45', '+4791234567', '+4791234567'],
  ])('of prefix %j and number %j is %s', (prefix, number, e164) => {
    expect(phone(prefix, number)).toEqual({ ok: true, value: { phone: e164, atMs: null } });
  });

  it.each([
    ['45', '', 'has no phone number'],
    ['45', null, 'has no phone number'],
    ['45', {}, 'has no phone number'],
    ['', '20123456', 'has a phone number without a country prefix'],
    ['0', '20123456', 'has a country prefix that is none'],
    ['DK', '20123456', 'has a country prefix that is none'],
    ['45', 'unknown', 'has a phone number that is not a phone number'],
    ['45', '2.0123456E+7', 'has a phone number that is in scientific notation, its digits are lost'],
    ['45', '1', 'has a phone number that '],
  ])('of prefix %j and number %j is refused without being told', (prefix, number, reason) => {
    const reading = phone(prefix, number);
    expect(reading).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(reading)).not.toContain('0123456"');
  });
});

describe('a time', () => {
  const at = (sms_unsubscribed: unknown) => {
    const reading = readOptOut(
      { mobile_prefix: 45, mobile_number: 20_123_456, sms_unsubscribed },
      DEFAULT_FIELDS.optOut,
    );
    return reading.ok ? reading.value.atMs : reading.reason;
  };

  it('is Unix seconds, as a number or as text; blank, zero and other notations are none', () => {
    expect(at('1793491200')).toBe(1_793_491_200_000);
    expect(at(1_793_491_200)).toBe(1_793_491_200_000);
    for (const blank of ['', null, 0, '0', '2026-11-01', -5, 1.5, true]) expect(at(blank)).toBeNull();
  });
});

describe('a click', () => {
  const row = { mobile_prefix: '45', mobile_number: '20123456', clicktime: '1793491200' };

  it('needs a phone and a time; the rest may be blank', () => {
    expect(
      readClick({ ...row, clickid: 7, url: ' https://x.example/a ', clickip: '' }, DEFAULT_FIELDS.click),
    ).toEqual({
      ok: true,
      value: {
        phone: '+4520123456',
        atMs: 1_793_491_200_000,
        id: '7',
        url: 'https://x.example/a',
        address: null,
      },
    });
    expect(readClick({ ...row, clicktime: '' }, DEFAULT_FIELDS.click)).toEqual({
      ok: false,
      reason: 'has no time in clicktime',
    });
    expect(readClick('90', DEFAULT_FIELDS.click)).toMatchObject({ ok: false });
  });

  it('is read by other names when told so, however deep they lie', () => {
    const fields = { ...DEFAULT_FIELDS.click, at: ['when', 'event.at'], number: ['profile.phone'] };
    const deep = {
      mobile_prefix: '45',
      profile: { phone: '20123456' },
      when: '',
      event: { at: 1_793_491_200 },
    };
    expect(readClick(deep, fields)).toMatchObject({ ok: true, value: { atMs: 1_793_491_200_000 } });
  });
});

describe('a run', () => {
  it('is an id alone or a row with more', () => {
    const bare = { statid: '90', newsletterId: null, name: null, startedMs: null };
    for (const row of ['90', 90, { statid: '90' }, { statid: 90, newsletterid: '', starttime: '0' }])
      expect(readRun(row, DEFAULT_FIELDS.run)).toEqual({ ok: true, value: bare });
    const whole = { statid: '90', newsletterid: '311', newslettername: 'Autumn', starttime: '1793491200' };
    expect(readRun(whole, DEFAULT_FIELDS.run)).toEqual({
      ok: true,
      value: { statid: '90', newsletterId: '311', name: 'Autumn', startedMs: 1_793_491_200_000 },
    });
  });

  it.each(['', '0', '-3', 'abc', '1'.repeat(19), null, true, {}, { statid: '' }, { statid: '7; DROP' }])(
    '%j is refused',
    (row) => {
      expect(readRun(row, DEFAULT_FIELDS.run).ok).toBe(false);
    },
  );
});

describe('statistics', () => {
  it('give the figures that stand where we were told, and no others', () => {
    const answer = { total: { sent: '4120', bounced: 12 }, clicks: 'many' };
    const fields = {
      sent: ['total.sent'],
      failed: ['total.bounced'],
      clicks: ['clicks'],
      delivered: ['none'],
    };
    expect(readStatistics(answer, fields)).toEqual({ sent: 4_120, failed: 12 });
    expect(readStatistics(null, fields)).toEqual({});
    expect(readStatistics({ __proto__: { total: { sent: 1 } } }, fields)).toEqual({});
  });

  it('are kept without what is a person’s', () => {
    const answer = {
      sent: '4120',
      starttime: '1793491200',
      recipients: 4_120,
      sent_to: ['+4791234567', 'a@b.example'],
      last: { mobile_number: '91234567', email_address: 'a@b.example', owner_name: 'Kari' },
    };
    expect(scrubAnswer(answer)).toEqual({
      sent: '4120',
      starttime: '1793491200',
      recipients: 4_120,
      sent_to: ['***', '***'],
      last: { mobile_number: '***', email_address: '***', owner_name: '***' },
    });
  });
});

describe('names of fields', () => {
  it('are told without values', () => {
    expect(fieldNames({ profileid: 1, '+4791234567': 2, mobile: '+4791234567' })).toBe('profileid, mobile');
    expect(fieldNames(null)).toBe('no fields');
  });
});
