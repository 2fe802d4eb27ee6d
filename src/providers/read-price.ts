import { CODE_WIDTH, type Fields } from './read-fields.ts';

/** Of a message; an amount without a currency is none. */
export type Price = { readonly costMicro: number | null; readonly currency: string | null };

const NO_PRICE: Price = { costMicro: null, currency: null };

const AMOUNT = /^-?(\d{1,7})(?:\.(\d{1,12}))?$/;

/**
 * An amount `times` over in millionths, half a millionth rounded up. Providers write what they took as negative or
 * positive; both are a cost. A price nobody can read is no reason to refuse a receipt: it is not said.
 */
export function readPrice(fields: Fields, amount: string, currency: string, times: number | null): Price {
  const name = fields.cut(currency, CODE_WIDTH)?.toUpperCase() ?? '';
  const micro = times === null ? null : microOf(fields.cut(amount, CODE_WIDTH) ?? '', times);
  return micro === null || !/^[A-Z]{3}$/.test(name) ? NO_PRICE : { costMicro: micro, currency: name };
}

/** null = no plain decimal. */
export function microOf(text: string, times: number): number | null {
  const match = AMOUNT.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = ''] = match;
  const trillionths = BigInt(whole + fraction.padEnd(12, '0')) * BigInt(times);
  return Number((trillionths + 500_000n) / 1_000_000n);
}
