export type Country = 'NO' | 'SE' | 'DK' | 'GB';

type Plan = { readonly code: string; readonly prefixes: readonly string[]; readonly digits: number };

/** Mobile ranges that the public numbering plans hand out whole. Nothing is ever sent to these numbers. */
const PLANS: Readonly<Record<Country, Plan>> = {
  NO: {
    code: '+47',
    prefixes: ['40', '41', '46', '47', '48', '90', '91', '92', '93', '95', '97', '98', '99'],
    digits: 6,
  },
  SE: { code: '+46', prefixes: ['70', '72', '73', '76', '79'], digits: 7 },
  DK: { code: '+45', prefixes: ['26', '27', '28'], digits: 6 },
  GB: { code: '+44', prefixes: ['71', '72', '73'], digits: 8 },
};

/** Shares no factor with the size of any range, so that each index has a number of its own. */
const STRIDE = 7_368_787;

/** The `index`-th mobile number of a country in E.164; different indexes never share one (up to 3 million). */
export function phoneNumber(country: Country, index: number): string {
  const { code, prefixes, digits } = PLANS[country];
  const size = prefixes.length * 10 ** digits;
  const place = (index * STRIDE + 1_234_567) % size;
  const prefix = prefixes[place % prefixes.length] ?? '';
  return code + prefix + String(Math.floor(place / prefixes.length)).padStart(digits, '0');
}

/** The same number as a person in a hurry writes it: with blanks. */
export function looseNotation(phone: string): string {
  return `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`;
}
