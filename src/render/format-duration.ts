import { NBSP, numberFormat } from './format-number.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The signs of a language: "s", "min", "h", "d". */
export type DurationUnits = Readonly<Record<'second' | 'minute' | 'hour' | 'day', string>>;

/** Seconds as the two largest units: "3.4 s", "4 min 20 s", "26 h 5 min", "3 d 4 h". */
export function createDurationFormat(locale: string, units: DurationUnits): (seconds: number) => string {
  const whole = numberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = numberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const { second, minute, hour, day } = units;
  const join = (big: number, bigUnit: string, small: number, smallUnit: string) => {
    const first = `${whole(big)}${NBSP}${bigUnit}`;
    return small === 0 ? first : `${first} ${whole(small)}${NBSP}${smallUnit}`;
  };

  return (seconds) => {
    if (seconds > 0 && seconds < 0.05) return `<${NBSP}${tenth(0.1)}${NBSP}${second}`;
    if (seconds < 9.95 && !Number.isInteger(seconds)) return `${tenth(seconds)}${NBSP}${second}`;
    const rounded = Math.round(seconds);
    if (rounded < MINUTE) return `${whole(rounded)}${NBSP}${second}`;
    if (rounded < HOUR) return join(Math.floor(rounded / MINUTE), minute, rounded % MINUTE, second);
    const minutes = Math.round(seconds / MINUTE);
    if (minutes < (2 * DAY) / MINUTE) return join(Math.floor(minutes / 60), hour, minutes % 60, minute);
    const hours = Math.round(seconds / HOUR);
    return join(Math.floor(hours / 24), day, hours % 24, hour);
  };
}
