/** Non-breaking: a number and its unit stay on one line. */
export const NBSP = '\u00a0';

type NumberFormats = {
  readonly count: (value: number) => string;
  readonly rate: (value: number) => string;
  /** signed, also a plus, unless a word beside it says it */
  readonly points: (value: number, unsigned?: boolean) => string;
  readonly relative: (value: number, unsigned?: boolean) => string;
  readonly ratio: (value: number) => string;
  readonly p: (value: number) => string;
};

/** Of Western and Arabic signs, with the marks of direction around them. */
const PERCENT = /[\s\u00a0\u202f\u061c\u200e\u200f]*[%\u066a][\u061c\u200e\u200f]*/u;

/** Below this a p-value is printed as such: doubles end soon after. */
export const LEAST_P = 1e-300;

/**
 * Counts, rates (0..1), signed differences and plain ratios in one locale. Never "-0", never a lost rare event.
 * `point` = the sign of a percentage point.
 */
export function createNumberFormats(locale: string, point = 'pt'): NumberFormats {
  const fixed = (digits: number, more: Intl.NumberFormatOptions = {}) =>
    numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, ...more });
  const percent = (digits: number, signDisplay: 'negative' | 'exceptZero') => {
    const format = fixed(digits, { style: 'percent', signDisplay });
    // the sign of per cent is placed by us: a space before it in every locale
    return (value: number) => format(value).replace(PERCENT, '');
  };

  const whole = fixed(0);
  const rates = [percent(0, 'negative'), percent(1, 'negative'), percent(2, 'negative')] as const;
  const signed = [percent(0, 'exceptZero'), percent(1, 'exceptZero'), percent(2, 'exceptZero')] as const;
  const ratios = [fixed(0), fixed(1), fixed(2)] as const;
  const small = (value: number) => value.toExponential(0).replace('-', '\u2212');
  const rare = numberFormat(locale, { maximumSignificantDigits: 1 });

  return {
    count: whole,
    rate: (value) => {
      if (value === 0 || value === 1) return `${rates[0](value)}${NBSP}%`;
      if (value < 0.000_05) return `<${NBSP}${rates[2](0.0001)}${NBSP}%`;
      // rare things (opt-outs) need the second digit; so does what would round to a full 100 %
      if (value < 0.009_95 || (value >= 0.9995 && value < 0.999_95)) return `${rates[2](value)}${NBSP}%`;
      if (value >= 0.999_95 && value < 1) return `>${NBSP}${rates[2](0.9999)}${NBSP}%`;
      return `${rates[1](value)}${NBSP}%`;
    },
    points: (value, unsigned = false) => {
      const size = Math.abs(value);
      if (size === 0) return `${rates[0](0)}${NBSP}${point}`;
      if (size < 0.000_05) return `<${NBSP}${rates[2](0.0001)}${NBSP}${point}`;
      return `${(unsigned ? rates : signed)[size < 0.000_95 ? 2 : 1](value)}${NBSP}${point}`;
    },
    relative: (value, unsigned = false) => {
      const size = Math.abs(value);
      if (size === 0) return `${rates[0](0)}${NBSP}%`;
      if (size < 0.0005) return `<${NBSP}${rates[1](0.001)}${NBSP}%`;
      return `${(unsigned ? rates : signed)[size < 0.0995 ? 1 : 0](value)}${NBSP}%`;
    },
    ratio: (value) => {
      const size = Math.abs(value);
      if (size === 0) return whole(0);
      if (size < 0.005) return rare(value);
      if (size < 0.995) return ratios[2](value);
      return ratios[size < 99.95 ? 1 : 0](value);
    },
    p: (value) => {
      if (value < LEAST_P) return `<${NBSP}1e\u2212300`;
      if (value >= 0.0095) return ratios[2](value);
      return value >= 0.000_095 ? rare(value) : small(value);
    },
  };
}

/** Intl with a true minus sign and without a negative zero. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { signDisplay: 'negative', ...options });
  return (value) => format.format(value).replace('-', '\u2212');
}
