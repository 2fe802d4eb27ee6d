import type { PhoneRule } from './phone-rule.ts';

/** A number as it would be written since its country changed its plan. */
export type Reform = {
  readonly rule: PhoneRule;
  /** digits without +, from the calling code on; null = does not apply */
  readonly renew: (digits: string) => string | null;
};

const MEXICO: Reform = {
  rule: 'mexico-mobile-1',
  renew: (digits) => insteadOf(digits, /^52(?:1|044|045)(\d{10})$/, '52'),
};

// Only worth a proposal where SMS was sent to it: it may be the fixed line that it says.
const ARGENTINA: Reform = {
  rule: 'argentina-mobile-9',
  renew: (digits) => insteadOf(digits, /^54(?!9)(\d{10})$/, '549'),
};

const BRAZIL: Reform = {
  rule: 'brazil-ninth-digit',
  renew: (digits) => (/^55\d{2}[6-9]\d{7}$/.test(digits) ? `${digits.slice(0, 4)}9${digits.slice(4)}` : null),
};

const IVORY_COAST: Reform = { rule: 'ivory-coast-2021', renew: ivoryCoast };

const BENIN: Reform = {
  rule: 'benin-2024',
  renew: (digits) => insteadOf(digits, /^229(\d{8})$/, '22901'),
};

const VIETNAM: Reform = { rule: 'vietnam-2018', renew: vietnam };

/** The reforms of the calling code that the digits begin with. */
export function reformOf(digits: string): Reform | null {
  switch (digits.slice(0, 2)) {
    case '52':
      return MEXICO;
    case '54':
      return ARGENTINA;
    case '55':
      return BRAZIL;
    case '84':
      return VIETNAM;
    case '22':
      return digits[2] === '5' ? IVORY_COAST : digits[2] === '9' ? BENIN : null;
    default:
      return null;
  }
}

function insteadOf(digits: string, pattern: RegExp, start: string): string | null {
  const rest = pattern.exec(digits)?.[1];
  return rest === undefined ? null : `${start}${rest}`;
}

/** The second of the eight old digits told the operator, and now names the new prefix. */
function ivoryCoast(digits: string): string | null {
  const operator = /^225\d(\d)\d{6}$/.exec(digits)?.[1];
  if (operator === undefined) return null;
  const prefix = '789'.includes(operator) ? '07' : '456'.includes(operator) ? '05' : '01';
  return `225${prefix}${digits.slice(3)}`;
}

/** Three old digits and the two that replaced them. */
const VIETNAMESE: ReadonlyMap<string, string> = new Map(
  (
    '12070 12179 12277 12676 12878 12383 12484 12585 12781 12982 ' +
    '16232 16333 16434 16535 16636 16737 16838 16939 18656 18858 19959'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 3), pair.slice(3)]),
);

function vietnam(digits: string): string | null {
  const match = /^84(1\d\d)(\d{7})$/.exec(digits);
  const prefix = VIETNAMESE.get(match?.[1] ?? '');
  return prefix === undefined ? null : `84${prefix}${match?.[2] ?? ''}`;
}
