import { describe, expect, it } from 'vitest';
import { FAILURE_CLASSES } from '../../src/core/failure-class.ts';
import { MESSAGE_STATUSES } from '../../src/core/message-status.ts';
import { GENERIC } from '../../src/providers/generic.ts';
import type { ParsedPayload, PayloadFormat } from '../../src/providers/importer.ts';
import { readFields } from '../../src/providers/read-fields.ts';
import { microOf, readPrice } from '../../src/providers/read-price.ts';
import { OPEN_QUOTE, splitCsv } from '../../src/providers/split-csv.ts';
import { NO_OPTIONS } from './provider-fixtures.ts';

function parse(
  body: string,
  options: Partial<typeof NO_OPTIONS> = {},
  format: PayloadFormat = 'csv',
): ParsedPayload {
  return GENERIC.parse({ format, body, options: { ...NO_OPTIONS, ...options } });
}

function recordsOf(body: string): readonly unknown[] {
  const split = splitCsv(body);
  return split.ok ? split.items.map(({ value }) => value) : [];
}

describe('the generic importer', () => {
  it.each(Object.keys(MESSAGE_STATUSES))('reads our own word %s, and in capitals', (status) => {
    const body = `client_reference,status\nm1,${status}\nm1,${status.toUpperCase()}\n`;
    const states = parse(body).events.map((event) => (event.kind === 'receipt' ? event.state : null));
    expect(states).toMatchObject([
      { status, rawCode: status, isKnownCode: true },
      { status, isKnownCode: true },
    ]);
    const isFailed = ['undelivered', 'expired', 'rejected', 'failed', 'canceled'].includes(status);
    expect(states[0]?.failureClass === 'none').toBe(!isFailed && status !== 'unknown');
  });

  it('takes a piece only with how many there are', () => {
    const { events, refused } = parse(
      'client_reference,status,part_index,part_count\nm1,delivered,1,\nm1,delivered,1,2\nm1,delivered,,\n',
    );
    expect(events.map((event) => (event.kind === 'receipt' ? event.part : null))).toEqual([
      { index: 1, of: 2 },
      null,
    ]);
    expect(refused).toMatchObject([{ index: 1, field: 'part_count' }]);
  });

  it('takes each of our failure classes over what the word says', () => {
    for (const name of Object.keys(FAILURE_CLASSES)) {
      const [event] = parse(`client_reference,status,failure_class\nm1,undelivered,${name}\n`).events;
      expect(event).toMatchObject({ state: { failureClass: name } });
    }
  });

  it('refuses a field that is none of ours, and a word for digits that is none', () => {
    for (const fields of [{ recipent: 'To' }, { time_digits: 'roman' }] as const) {
      const parsed = parse('client_reference,status\nm1,sent\n', { fields });
      expect(parsed).toMatchObject({ events: [], refused: [{ index: 0, field: 'fields' }] });
    }
  });

  it('refuses to guess what ten digits are, and reads them as the route says', () => {
    const body = 'client_reference,status,occurred_at,sent_at\nm1,sent,2611251930,\nm2,sent,,2611251930\n';
    expect(parse(body).refused.map(({ field }) => field)).toEqual(['occurred_at', 'sent_at']);
    const times = (digits: string) =>
      parse(body, { timezone: 'UTC', fields: { time_digits: digits } }).events.map((event) =>
        event.kind === 'receipt' ? (event.occurredMs ?? event.sentMs) : null,
      );
    expect(times('calendar')).toEqual([1, 1].map(() => Date.parse('2026-11-25T19:30:00Z')));
    expect(times('unix')).toEqual([2_611_251_930_000, 2_611_251_930_000]);
  });

  it('refuses a calendar time without a zone, the others of the file are taken', () => {
    const parsed = parse(
      'client_reference;status;occurred_at\nm1;sent;2026-11-25 19:30\nm2;sent;2026-11-25T19:30:00Z\n',
    );
    expect(parsed.events).toHaveLength(1);
    expect(parsed.refused).toMatchObject([{ index: 1, field: 'occurred_at' }]);
  });

  it('tells the kind by what a row has only when it names none', () => {
    const rows = [
      { client_reference: 'm1', status: 'sent', url: 'https://x.example' },
      { client_reference: 'm1', kind: 'click', status: 'sent', url: 'https://x.example' },
      { client_reference: 'm1' },
      { client_reference: 'm1', kind: 'open', status: 'sent' },
    ];
    const parsed = parse(JSON.stringify(rows), {}, 'json');
    expect(parsed.events.map(({ kind }) => kind)).toEqual(['receipt', 'click']);
    expect(parsed.refused.map(({ index }) => index)).toEqual([3, 4]);
  });

  it('never passes a phone on in a refusal, wherever it stands', () => {
    const columns = ['kind', 'status', 'client_reference', 'occurred_at', 'failure_class', 'parts', 'url'];
    for (const column of columns) {
      const body = `provider_message_id,status,${column}\na1,delivered,+4799999999${'9'.repeat(60)}\n`;
      for (const { reason } of parse(body).refused) expect(reason).not.toContain('99999');
    }
  });
});

describe('CSV', () => {
  it.each([',', ';', '\t'])('is cut at %j when its first line is', (sign) => {
    expect(recordsOf([['a', 'b'].join(sign), ['1', '2'].join(sign)].join('\r\n'))).toEqual([
      { a: '1', b: '2' },
    ]);
  });

  it('keeps quoted signs and line breaks, leaves empty lines out, and fills short rows', () => {
    const body = '\uFEFF\r\n\n a ,b\n"x, ""y""","two\nlines"\n\n3\n4,5,6\n';
    expect(recordsOf(body)).toEqual([
      { a: 'x, "y"', b: 'two\nlines' },
      { a: '3', b: null },
      { a: '4', b: '5' },
    ]);
  });

  it('loses only the row whose quotation mark is never closed', () => {
    expect(recordsOf('a,b\n1,2\n"3,4\n5,6\n')).toEqual([{ a: '1', b: '2' }, OPEN_QUOTE, { a: '5', b: '6' }]);
  });

  it('is refused with more columns than any export has', () => {
    const header = (columns: number) => Array.from({ length: columns }, (_, at) => `c${at}`).join(',');
    expect(recordsOf(`${header(500)}\n1\n`)).toHaveLength(1);
    expect(splitCsv(`${header(501)}\n1\n`)).toEqual({
      ok: false,
      reason: 'has 501 columns, at most 500 are allowed',
    });
  });

  it('is refused without a line of names', () => {
    expect(splitCsv('"a,b\n1,2\n')).toMatchObject({ ok: false });
    expect(splitCsv(' \n')).toEqual({ ok: false, reason: 'is empty' });
  });

  it('holds columns with names of what every object has', () => {
    expect(recordsOf('__proto__,constructor\n1,2\n')).toEqual([
      Object.fromEntries([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    ]);
  });
});

describe('a price', () => {
  it.each([
    ['0.0412', 1, 41_200],
    ['-0.00750', 1, 7_500],
    ['0.0000005', 1, 1],
    ['0.0000004', 1, 0],
    ['0.0000004', 2, 1],
    ['1234567.123456', 1, 1_234_567_123_456],
    ['0', 9, 0],
    ['12', 2, 24_000_000],
  ])('of %s, %d times, is %d millionths', (text, times, micro) => {
    expect(microOf(text, times)).toBe(micro);
  });

  it.each(['', '0,04', '1e-7', '.5', '1.', 'NaN', '12345678', '0x10', '+1', '--1'])(
    'of %j is none',
    (text) => {
      expect(microOf(text, 1)).toBeNull();
    },
  );

  it('without a currency is none', () => {
    const fields = readFields({ amount: '0.04', eur: 'eur', euro: 'euro' });
    expect(readPrice(fields, 'amount', 'eur', 1)).toEqual({ costMicro: 40_000, currency: 'EUR' });
    for (const currency of ['euro', 'none']) {
      expect(readPrice(fields, 'amount', currency, 1)).toEqual({ costMicro: null, currency: null });
    }
  });
});
