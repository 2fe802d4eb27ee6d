import { describe, expect, it } from 'vitest';
import { ASSIGNMENTS } from '../../src/providers/interchange/assignments.ts';
import { CAMPAIGNS } from '../../src/providers/interchange/campaigns.ts';
import { CLICKS } from '../../src/providers/interchange/clicks.ts';
import { CONTACTS } from '../../src/providers/interchange/contacts.ts';
import { CONVERSIONS } from '../../src/providers/interchange/conversions.ts';
import { INBOUND } from '../../src/providers/interchange/inbound.ts';
import {
  columnsOf,
  type InterchangeKind,
  type ParsedRow,
  rowParser,
} from '../../src/providers/interchange/interchange-kind.ts';
import { MESSAGES } from '../../src/providers/interchange/messages.ts';
import { OPT_OUTS } from '../../src/providers/interchange/opt-outs.ts';
import { RECEIPTS } from '../../src/providers/interchange/receipts.ts';
import { SEGMENTS } from '../../src/providers/interchange/segments.ts';
import { VARIANTS } from '../../src/providers/interchange/variants.ts';

const context = { provider: 'twilio', latestMs: Date.UTC(2026, 10, 25) };

type Given = Readonly<Record<string, string>>;

function read<Row>(kind: InterchangeKind<Row>, good: Given, given: Given): ParsedRow<Row> {
  const row = { ...good, ...given };
  for (const column of Object.keys(row)) expect(columnsOf(kind)).toContain(column);
  return rowParser(kind, context)(columnsOf(kind).map((column) => row[column] ?? ''));
}

const T = '2026-11-20T07:00:00Z';
const GOOD = {
  segments: { segment_id: 's1', name: 'Everybody' },
  contacts: { contact_id: 'c1', phone: '+4791234567', country: 'NO', timezone: 'Europe/Oslo', created_at: T },
  campaigns: { campaign_id: 'p1', name: 'Black week', kind: 'promotional', link_count: '1' },
  variants: { variant_id: 'a', campaign_id: 'p1', label: 'The text', planned_share: '0.5' },
  assignments: { campaign_id: 'p1', variant_id: 'a', contact_id: 'c1', assigned_at: T },
  messages: {
    message_id: 'm1',
    contact_id: 'c1',
    campaign_id: 'p1',
    sent_at: T,
    status: 'failed',
    status_at: '2026-11-20T07:00:05Z',
    error_code: '30003',
    parts: '2',
    cost: '0.084',
    currency: 'EUR',
  },
  receipts: { message_id: 'm1', status: 'failed', status_at: T, error_code: '30003' },
  clicks: { click_id: 'k1', message_id: 'm1', clicked_at: T, user_agent_class: 'mobile' },
  conversions: { conversion_id: 'v1', contact_id: 'c1', converted_at: T, value: '12.50', currency: 'EUR' },
  opt_outs: { event_id: 'e1', contact_id: 'c1', event: 'opt_out', occurred_at: T },
  inbound: { inbound_id: 'i1', contact_id: 'c1', occurred_at: T, text: 'Thanks' },
} as const;

const KINDS = {
  segments: SEGMENTS,
  contacts: CONTACTS,
  campaigns: CAMPAIGNS,
  variants: VARIANTS,
  assignments: ASSIGNMENTS,
  messages: MESSAGES,
  receipts: RECEIPTS,
  clicks: CLICKS,
  conversions: CONVERSIONS,
  opt_outs: OPT_OUTS,
  inbound: INBOUND,
} as const satisfies Record<string, InterchangeKind<unknown>>;

type Kind = keyof typeof KINDS;

describe('a good row', () => {
  it('understands flags, shares and numbers as other programs write them', () => {
    const { row } = read(VARIANTS, GOOD.variants, {
      planned_share: '0.3333333333333333',
      is_holdout: 'True',
      is_control: 'FALSE',
    });
    expect(row).toMatchObject({ plannedShare: '0.333333', isHoldout: true, isControl: false });
    expect(read(MESSAGES, GOOD.messages, { parts: '2.0' }).row).toMatchObject({ parts: 2 });
    expect(read(MESSAGES, GOOD.messages, { parts: '2.5' }).refusal).toMatchObject({ column: 'parts' });
    expect(read(CAMPAIGNS, GOOD.campaigns, { randomised_local_hour: 'true' }).row).toMatchObject({
      randomisedHour: true,
    });
  });

  it.each(Object.keys(KINDS) as Kind[])('of %s is taken', (kind) => {
    expect(read<unknown>(KINDS[kind], GOOD[kind], {}).refusal).toBeNull();
  });
});

describe('a bad row', () => {
  const TOO_LONG = 'x'.repeat(65);
  it.each<readonly [Kind, string, string, RegExp]>([
    ['segments', 'segment_id', '', /an id is needed/],
    ['segments', 'segment_id', TOO_LONG, /more than 64 characters/],
    ['segments', 'segment_id', 'a\u0007b', /control character/],
    ['segments', 'name', 'n'.repeat(201), /more than 200 characters/],
    ['segments', 'name', '  ', /is empty/],
    ['contacts', 'country', 'Norway', /two capitals/],
    ['contacts', 'timezone', 'Europe/Olso', /IANA time zone/],
    ['contacts', 'timezone', '+02:00', /IANA time zone/],
    ['contacts', 'created_at', '2027-01-01T00:00:00Z', /in the future/],
    ['campaigns', 'kind', 'marketing', /promotional, transactional/],
    ['campaigns', 'link_count', '-1', /whole number from 0/],
    ['campaigns', 'link_count', '1.5', /whole number from 0/],
    ['campaigns', 'randomised_local_hour', 'yes', /0, 1, false, true/],
    ['campaigns', 'attribution_hours', '0', /from 1 to 2160/],
    ['campaigns', 'primary_kind', 'Big Sale', /lower-case/],
    ['campaigns', 'brand', 'Nord|Syd', /without \|/],
    ['campaigns', 'brand', 'N'.repeat(65), /more than 64 characters/],
    ['campaigns', 'brand', 'No\u0007rd', /control characters/],
    ['campaigns', 'tags', `sale|${'t'.repeat(65)}`, /at most 64 characters/],
    ['campaigns', 'scheduled_at', '2026-11-20', /ISO 8601/],
    ['variants', 'planned_share', '1.2', /share from 0 to 1/],
    ['variants', 'planned_share', '50%', /share from 0 to 1/],
    ['variants', 'is_holdout', '2', /0, 1, false, true/],
    ['assignments', 'variant_id', '', /an id is needed/],
    ['messages', 'sent_at', '', /a time is needed/],
    ['messages', 'sent_at', '2026-11-20T07:00:00', /with a zone/],
    ['messages', 'sent_at', '2026-11-20 07:00:00Z', /ISO 8601/],
    ['messages', 'sent_at', '2026-11-20T07:00:00[Europe/Olso]', /ISO 8601/],
    ['messages', 'sent_at', '2026-11-20T07:00:00[+01:00]', /ISO 8601/],
    ['messages', 'sent_at', '2026-11-20T07:00:00[]', /ISO 8601/],
    ['messages', 'sent_at', '2026-02-30T07:00:00[Europe/Oslo]', /ISO 8601/],
    ['messages', 'sent_at', '20.11.2026 07:00', /ISO 8601/],
    ['messages', 'sent_at', '2026-02-30T07:00:00Z', /ISO 8601/],
    ['messages', 'sent_at', '2026-11-20T24:00:00Z', /ISO 8601/],
    ['messages', 'sent_at', '1763622000', /ISO 8601/],
    ['messages', 'sent_at', '0000-00-00T00:00:00Z', /ISO 8601/],
    ['messages', 'sent_at', '2026-12-24T07:00:00Z', /in the future/],
    ['messages', 'status', 'DELIVRD', /must be one of queued/],
    ['messages', 'status', '', /must be one of queued/],
    ['messages', 'parts', 'two', /whole number/],
    ['messages', 'parts', '256', /from 0 to 255/],
    ['messages', 'cost', '0,084', /plain amount/],
    ['messages', 'cost', '-1', /plain amount/],
    ['messages', 'cost', '1e3', /plain amount/],
    ['messages', 'cost', '0.0000001', /plain amount/],
    ['messages', 'currency', '', /ISO 4217/],
    ['messages', 'currency', 'Euro', /ISO 4217/],
    ['messages', 'currency', 'QQQ', /ISO 4217/],
    ['messages', 'provider', 'Some One', /lower-case/],
    ['messages', 'error_code', 'e'.repeat(33), /more than 32/],
    ['receipts', 'status_at', '', /a time is needed/],
    ['receipts', 'status', 'OK', /must be one of queued/],
    ['clicks', 'url', `https://x.no/${'u'.repeat(2_000)}`, /more than 2000/],
    ['clicks', 'user_agent_class', 'phone', /unknown, mobile, datacenter/],
    ['conversions', 'value', '12.50 EUR', /plain amount/],
    ['opt_outs', 'event', 'STOP', /opt_out, opt_in/],
    ['inbound', 'occurred_at', 'yesterday', /ISO 8601/],
  ])('of %s is refused for its %s "%s"', (kind, column, value, reason) => {
    const { refusal } = read<unknown>(KINDS[kind], GOOD[kind], { [column]: value });
    expect(refusal?.column).toBe(column);
    expect(refusal?.reason).toMatch(reason);
  });

  it('never shows a phone number in full, and no control characters', () => {
    const refusal = read(CONTACTS, GOOD.contacts, { country: '+4791234567' }).refusal;
    expect(refusal?.reason).not.toMatch(/\d{6}/);
    const other = read(MESSAGES, GOOD.messages, { sent_at: '4791234567 at\u001b[31m noon' }).refusal;
    expect(other?.reason).not.toContain('91234567');
    expect(other?.reason).not.toContain('\u001b');
  });

  it('does not hurt the next one', () => {
    const parse = rowParser(SEGMENTS, context);
    expect(parse(['', 'x']).refusal).not.toBeNull();
    expect(parse(['s1', 'x']).row).toEqual({ segmentId: 's1', name: 'x' });
  });
});

describe('a message', () => {
  it('is read with its receipt', () => {
    expect(read(MESSAGES, GOOD.messages, {}).row).toMatchObject({
      messageId: 'm1',
      sentMs: Date.UTC(2026, 10, 20, 7),
      statusMs: Date.UTC(2026, 10, 20, 7, 0, 5),
      status: 'failed',
      failureClass: 'absent',
      rawCode: '30003',
      parts: 2,
      costMicro: 84_000,
      currency: 'EUR',
      provider: 'twilio',
      segmentId: null,
    });
  });

  it.each([
    ['failed', '21610', 'opted_out'],
    ['undelivered', '30005', 'invalid_number'],
    ['failed', 'code of nobody', 'unknown'],
    ['failed', '', 'unknown'],
    ['expired', '', 'expired'],
    ['unknown', '', 'unknown'],
    ['canceled', '', 'canceled'],
    ['delivered', '30003', 'none'],
    ['sent', '', 'none'],
  ])('that is %s with code "%s" failed as %s', (status, error_code, failureClass) => {
    const { row } = read(MESSAGES, GOOD.messages, { status, error_code });
    expect(row).toMatchObject({ failureClass, rawCode: error_code === '' ? null : error_code });
  });

  it('reads the code with the table of its own provider', () => {
    const { row } = read(MESSAGES, GOOD.messages, { provider: 'link_mobility', error_code: '2104' });
    expect(row).toMatchObject({ provider: 'link_mobility', failureClass: 'invalid_number' });
  });

  it('has the same event key for the same receipt only', () => {
    const key = (given: Given) => read(MESSAGES, GOOD.messages, given).row?.eventKey;
    expect(key({ cost: '9' })).toBe(key({}));
    for (const given of [
      { status: 'undelivered' },
      { error_code: '30005' },
      { status_at: T },
      { provider: 'x' },
    ]) {
      expect(key(given)).not.toBe(key({}));
    }
  });

  it.each([
    ['0.1', 100_000],
    ['0.000001', 1],
    ['123456789.123456', 123_456_789_123_456],
    ['1.230000000', 1_230_000],
    ['0', 0],
  ])('that costs %s costs %i millionths', (cost, costMicro) => {
    expect(read(MESSAGES, GOOD.messages, { cost }).row?.costMicro).toBe(costMicro);
  });

  it('of unknown cost has no currency', () => {
    expect(read(MESSAGES, GOOD.messages, { cost: '' }).row).toMatchObject({ costMicro: 0, currency: null });
  });

  it.each([
    ['2026-11-20T08:30:00+01:30', '2026-11-20T07:00:00.000Z'],
    ['2026-11-19T23:00:00.1234-08:00', '2026-11-20T07:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2026-11-20T08:00:00[Europe/Oslo]', '2026-11-20T07:00:00.000Z'],
    ['2026-07-20T08:00:00.5[Europe/Oslo]', '2026-07-20T06:00:00.500Z'],
    ['2026-07-20T08:00:00+01:00[Europe/Oslo]', '2026-07-20T07:00:00.000Z'],
    ['2026-10-25T02:30:00[Europe/Oslo]', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00:00[Europe/Oslo]', '2026-10-25T02:00:00.000Z'],
    ['2026-03-29T01:59:59[Europe/Oslo]', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29T02:30:00[Europe/Oslo]', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T03:00:00[Europe/Oslo]', '2026-03-29T01:00:00.000Z'],
    ['2026-10-04T02:15:00[Australia/Lord_Howe]', '2026-10-03T15:45:00.000Z'],
    ['2026-11-20T05:45:00[Asia/Kathmandu]', '2026-11-20T00:00:00.000Z'],
  ])('sent at %s was sent at %s', (sent_at, utc) => {
    expect(read(MESSAGES, GOOD.messages, { sent_at }).row?.sentMs).toBe(Date.parse(utc));
  });
});

describe('a contact', () => {
  it.each([
    ['+47 912 34 567', '', '+4791234567'],
    ['0047 91234567', '', '+4791234567'],
    ['91234567', 'NO', '+4791234567'],
  ])('with the phone %s (%s) is %s', (phone, country, e164) => {
    expect(read(CONTACTS, GOOD.contacts, { phone, country }).row?.phone?.e164).toBe(e164);
  });

  it('with a number that no plan knows is kept and marked', () => {
    expect(read(CONTACTS, GOOD.contacts, { phone: '+4700000000' }).row?.phone?.isValid).toBe(false);
  });

  it.each(['4.79123E+10', 'call me', '+47', '+4791234567 / +4798765432'])(
    'with the phone %s that cannot be read is taken without it, and the verdict kept',
    (phone) => {
      const { row, refusal } = read(CONTACTS, GOOD.contacts, { phone });
      expect(refusal).toBeNull();
      expect(row).toMatchObject({ phone: null, judged: { verdict: 'unparseable', raw: phone } });
    },
  );

  it('may have no phone', () => {
    expect(read(CONTACTS, GOOD.contacts, { phone: '' }).row?.judged).toBeNull();
    expect(read(CONTACTS, GOOD.contacts, { phone: '' }).row?.phone).toBeNull();
  });
});

describe('a click', () => {
  it.each([
    [{ user_agent_class: 'datacenter' }, 'bot'],
    [{ user_agent_class: 'mobile' }, 'none'],
    [{ user_agent_class: 'unknown', user_agent: '' }, 'none'],
    [{ method: 'HEAD' }, 'bot'],
    [{ user_agent: 'curl/8.1' }, 'bot'],
    [{ user_agent: 'facebookexternalhit/1.1 Facebot Twitterbot/1.0' }, 'preview'],
  ])('%o says %s', (given, verdict) => {
    expect(read(CLICKS, GOOD.clicks, given as Given).row?.agentSays).toBe(verdict);
  });
});

describe('a conversion', () => {
  it('may be a refund, or have no value', () => {
    expect(read(CONVERSIONS, GOOD.conversions, { value: '-12.5' }).row?.valueMicro).toBe(-12_500_000);
    expect(read(CONVERSIONS, GOOD.conversions, { value: '' }).row).toMatchObject({
      kind: 'purchase',
      valueMicro: 0,
      currency: null,
    });
  });
});

describe('a campaign', () => {
  it('has a brand and tags, each tag once', () => {
    const given = { brand: ' Nord & Sør ', tags: 'sale | new|sale||' };
    expect(read(CAMPAIGNS, GOOD.campaigns, given).row).toMatchObject({
      brand: 'Nord & Sør',
      tags: 'sale|new',
    });
  });

  it('may have neither', () => {
    expect(read(CAMPAIGNS, GOOD.campaigns, { tags: ' | ' }).row).toMatchObject({ brand: null, tags: null });
  });
});
