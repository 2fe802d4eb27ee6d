const SHAPE = /^(-?)(\d{1,9})(?:\.(\d{1,6})0*)?$/;

/** Millionths of the currency unit, exact; null = no plain decimal of at most 9 digits and 6 decimals. */
export function readMoney(text: string): number | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const micro = Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
  return sign === '-' && micro !== 0 ? -micro : micro;
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export function isCurrency(text: string): boolean {
  return CURRENCIES.has(text);
}
