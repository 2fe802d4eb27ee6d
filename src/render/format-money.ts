import { Failure } from '../core/failure.ts';
import { numberFormat } from './format-number.ts';

/**
 * Amounts in millionths of their currency: "€1,648" from a thousand up (cents are noise there), "€19.20"
 * below, "€0.041" for what one message costs. The currency is always named; none is converted.
 */
export function createMoneyFormat(locale: string): (micro: number, currency: string) => string {
  const formats = new Map<string, (value: number) => string>();
  const digits = new Map<string, number>();
  const formatWith = (currency: string, least: number, most: number) => {
    const key = `${currency} ${least} ${most}`;
    const known = formats.get(key);
    if (known !== undefined) return known;
    const made = numberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    });
    formats.set(key, made);
    return made;
  };

  return (micro, currency) => {
    if (!/^[A-Z]{3}$/.test(currency)) {
      throw new Failure('internal', 'currency in the report model must be three capital letters such as EUR');
    }
    const value = micro / 1_000_000;
    const size = Math.abs(value);
    const cents = digits.get(currency) ?? minorDigits(locale, currency);
    digits.set(currency, cents);
    if (size === 0 || size >= 999.5) return formatWith(currency, 0, 0)(value);
    if (size >= 0.0995) return formatWith(currency, cents, cents)(value);
    // two digits that say something
    return formatWith(currency, cents, Math.min(8, 1 - Math.floor(Math.log10(size))))(value);
  };
}

function minorDigits(locale: string, currency: string): number {
  return (
    new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
    2
  );
}
