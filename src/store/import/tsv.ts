export type Field = string | number | boolean | null;

const SPECIAL = /[\\\t\n\r\0]/;
const SPECIALS = /[\\\t\n\r\0]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
};

/** Fields as LOAD DATA reads them by default: tabs between, backslash escapes, `\N` for null. No line end. */
export function tsvLine(fields: readonly Field[]): string {
  return fields.map(tsvField).join('\t');
}

function tsvField(field: Field): string {
  if (field === null) return '\\N';
  if (typeof field === 'string') {
    return SPECIAL.test(field) ? field.replace(SPECIALS, (unit) => ESCAPES[unit] ?? unit) : field;
  }
  if (typeof field === 'boolean') return field ? '1' : '0';
  return String(field);
}

/** The way back, for servers that refuse LOAD DATA LOCAL. */
export function tsvFields(line: string): readonly (string | null)[] {
  return line.split('\t').map((field) => {
    if (field === '\\N') return null;
    return field.includes('\\')
      ? field.replace(/\\(.)/g, (_, unit: string) => UNESCAPED[unit] ?? unit)
      : field;
  });
}

const UNESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '0': '\0' };

/** Of a million times, formatting each part anew would take half as long as reading them. */
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const THREE = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));

let shownDay = Number.NaN;
let shownDate = '';

/** `2026-11-23 07:00:00.000`, UTC, as DATETIME(3) takes it. */
export function dateTime(epochMs: number): string {
  const day = Math.floor(epochMs / 86_400_000);
  if (day !== shownDay) {
    shownDay = day;
    shownDate = new Date(day * 86_400_000).toISOString().slice(0, 10);
  }
  const ms = epochMs - day * 86_400_000;
  const second = Math.floor(ms / 1000);
  const minute = Math.floor(second / 60);
  const clock = `${part(TWO, Math.floor(minute / 60))}:${part(TWO, minute % 60)}:${part(TWO, second % 60)}`;
  return `${shownDate} ${clock}.${part(THREE, ms % 1000)}`;
}

function part(shown: readonly string[], number: number): string {
  return shown[number] ?? String(number);
}

export function dateTimeOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : dateTime(epochMs);
}
