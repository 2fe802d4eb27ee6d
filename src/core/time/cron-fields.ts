import { Failure } from '../failure.ts';
import { quoted, shownText } from '../shown-text.ts';

type CronField = {
  /** allowed values, rising, without repetition */
  readonly values: readonly number[];
  /** `*` or a step of it: the field does not restrict (crontab's rule for the two day fields) */
  readonly startsWithStar: boolean;
  /** `*` alone: every value */
  readonly isEvery: boolean;
};

export type CronFields = {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly dayOfMonth: CronField;
  readonly month: CronField;
  /** 1 Monday .. 7 Sunday */
  readonly dayOfWeek: CronField;
};

type Limits = {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const LIMITS = {
  minute: { name: 'minute', least: 0, most: 59 },
  hour: { name: 'hour', least: 0, most: 23 },
  dayOfMonth: { name: 'day of month', least: 1, most: 31 },
  month: { name: 'month', least: 1, most: 12, names: MONTHS },
  dayOfWeek: { name: 'day of week', least: 0, most: 7, names: WEEKDAYS },
} as const satisfies Record<string, Limits>;

/**
 * The five fields of crontab(5): `*`, numbers, names (jan, mon), ranges, lists, steps. No seconds, no `L`, `#`, `?`,
 * `H` or `@daily`. Throws `bad-input` with one line that names the field.
 */
export function parseCronFields(text: string): CronFields {
  const parts = text.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parts;
  if (
    parts.length !== 5 ||
    minute === undefined ||
    hour === undefined ||
    dayOfMonth === undefined ||
    month === undefined ||
    dayOfWeek === undefined
  ) {
    const found = text.trim() === '' ? 0 : parts.length;
    throw new Failure(
      'bad-input',
      `rule: ${quoted(text)} has ${found} fields; a cron rule has 5: minute hour day-of-month month day-of-week`,
    );
  }
  return {
    minute: parseField(minute, LIMITS.minute, text),
    hour: parseField(hour, LIMITS.hour, text),
    dayOfMonth: parseField(dayOfMonth, LIMITS.dayOfMonth, text),
    month: parseField(month, LIMITS.month, text),
    dayOfWeek: sundayLast(parseField(dayOfWeek, LIMITS.dayOfWeek, text)),
  };
}

function parseField(field: string, limits: Limits, rule: string): CronField {
  const values = field.split(',').flatMap((item) => parseItem(item, limits, rule));
  return {
    values: [...new Set(values)].sort((a, b) => a - b),
    startsWithStar: field.startsWith('*'),
    isEvery: field === '*' || field === '*/1',
  };
}

function parseItem(item: string, limits: Limits, rule: string): readonly number[] {
  const [range = '', step, ...more] = item.split('/');
  const [first = '', last, ...beyond] = range.split('-');
  if (more.length > 0 || beyond.length > 0) throw notAllowed(item, limits, rule);
  const every = range === '*';
  if (step !== undefined && !every && last === undefined) {
    const allowed = `*/${limits.least + 2} or ${limits.least}-${limits.most}/2`;
    throw new Failure(
      'bad-input',
      `${limits.name}: ${shownText(item)} is a step without a range, such as ${allowed}, in ${quoted(rule)}`,
    );
  }
  const from = every ? limits.least : parseValue(first, limits, rule);
  const to = every ? limits.most : last === undefined ? from : parseValue(last, limits, rule);
  if (from > to)
    throw new Failure('bad-input', `${limits.name}: ${shownText(item)} runs backwards in ${quoted(rule)}`);
  const by = step === undefined ? 1 : parseStep(step, limits, rule);
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function parseValue(word: string, limits: Limits, rule: string): number {
  const named = limits.names?.indexOf(word.toLowerCase()) ?? -1;
  if (named >= 0) return named + (limits === LIMITS.month ? 1 : 0);
  const value = /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
  if (!(value >= limits.least && value <= limits.most)) throw notAllowed(word, limits, rule);
  return value;
}

function parseStep(word: string, limits: Limits, rule: string): number {
  const step = /^\d{1,2}$/.test(word) ? Number(word) : 0;
  const most = limits.most - limits.least;
  if (step >= 1 && step <= most) return step;
  throw new Failure(
    'bad-input',
    `${limits.name}: step ${shownText(word)} is not 1-${most} in ${quoted(rule)}`,
  );
}

function notAllowed(word: string, { name, least, most }: Limits, rule: string): Failure {
  return new Failure('bad-input', `${name}: ${shownText(word)} is not ${least}-${most} in ${quoted(rule)}`);
}

/** Cron says Sunday 0 or 7; the calendar says 7. */
function sundayLast(field: CronField): CronField {
  const values = field.values.map((day) => (day === 0 ? 7 : day));
  return { ...field, values: [...new Set(values)].sort((a, b) => a - b) };
}
