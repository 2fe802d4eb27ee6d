const PERSONAL = /mobile|phone|msisdn|email|name$|address|recipient/i;

/** An answer to be kept: what can be a person's is taken out, numbers and times stay. */
export function scrubAnswer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scrubAnswer);
  if (typeof value === 'string') return /@|^\+\d{6}/.test(value) ? '***' : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      PERSONAL.test(key) && typeof item !== 'object' && !isFigure(key, item) ? '***' : scrubAnswer(item),
    ]),
  );
}

/** `recipients: 4120` is a count. */
function isFigure(key: string, item: unknown): boolean {
  return !/mobile|phone|msisdn/i.test(key) && /^\d{1,12}$/.test(String(item));
}
