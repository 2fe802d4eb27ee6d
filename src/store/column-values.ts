import { Failure } from '../core/failure.ts';

/** DATETIME(3) in UTC; the connection speaks `Date`. */
export function toColumn(at: Temporal.Instant): Date {
  return new Date(at.epochMilliseconds);
}

/** The same as text, for statements from files: their bindings are numbers and texts. */
export function toColumnText(at: Temporal.Instant): string {
  return at.toString({ fractionalSecondDigits: 3 }).slice(0, -1).replace('T', ' ');
}

export function fromColumn(value: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(value.getTime());
}

export function fromNullableColumn(value: Date | null): Temporal.Instant | null {
  return value === null ? null : fromColumn(value);
}

/** MySQL gives a JSON column parsed, MariaDB (where JSON is text) as a string. */
export function jsonFromColumn(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}

/** Throws `internal`: what we wrote is a list of texts. */
export function textsFromColumn(value: unknown): readonly string[] {
  const list = jsonFromColumn(value);
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  throw new Failure('internal', 'a stored JSON list of texts is not readable');
}
