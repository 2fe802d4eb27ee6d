import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CUBE_MEASURES, FACT_MEASURES, NEW_MEASURES, STATE_MEASURES } from './measures.ts';

const FOLDER = join(import.meta.dirname, '..', 'sql');
const read = new Map<string, string>();

/**
 * SQL of `src/store/sql/<name>.sql` without its comments. The measures, thirty columns in every cube, are written
 * once, in measures.ts, and put in where a file says `{{...}}`; `measures` names those to add up, default all.
 * `{{epoch x}}` is a DATETIME in whole seconds since 1970, cut off and whatever the zone of the session, `{{epoch-day x}}`
 * in days: a tenth of a new fact cheaper than TIMESTAMPDIFF, which verification counts by.
 */
export function statement(name: string, measures: readonly string[] = CUBE_MEASURES): string {
  const key = `${name} ${measures.length === CUBE_MEASURES.length ? '' : measures.join(' ')}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  const text = readFileSync(join(FOLDER, `${name}.sql`), 'utf8')
    .replace(/^--.*\n/gm, '')
    .trim();
  const sql = expand(text, measures);
  read.set(key, sql);
  return sql;
}

/** A receipt alone moves no conversion; where one moves as well, that is counted whole on top. */
const CARRIED_MEASURES = STATE_MEASURES.filter(([column]) => column !== 'conversions');

function expand(text: string, measures: readonly string[]): string {
  return text.replace(/\{\{(.+?)\}\}/g, (whole, marker: string) => {
    const [word, subject] = splitOnce(marker);
    switch (word) {
      case 'measures':
        return measures.join(', ');
      case 'measure-definitions':
        return CUBE_MEASURES.map((column) => `${column} DOUBLE NOT NULL DEFAULT 0`).join(',\n  ');
      case 'fact-measures':
        return FACT_MEASURES.map(([column]) => column).join(', ');
      case 'plus-facts':
        return FACT_MEASURES.map(([, expression]) => `SUM(0e0 + (${expression}))`).join(',\n  ');
      case 'plus-facts-named':
        return FACT_MEASURES.map(([column, expression]) => `SUM(${expression}) AS ${column}`).join(',\n  ');
      case 'minus-facts':
        return FACT_MEASURES.map(([, expression]) => `-SUM(0e0 + (${expression}))`).join(',\n  ');
      case 'new-measures':
        return NEW_MEASURES.join(', ');
      case 'carried-measures':
        return CARRIED_MEASURES.map(([column]) => column).join(', ');
      case 'carried-changes':
        return CARRIED_MEASURES.map(([, expression]) => {
          const after = expression
            .replace('f.dose30', 'COALESCE(b.dose30, c.old_dose30)')
            .replaceAll('f.', 'c.');
          return `SUM(0e0 + (${after}) - (${expression.replaceAll('f.', 'c.old_')}))`;
        }).join(',\n  ');
      case 'sums':
        return measures.map((column) => `SUM(${subject}.${column}) AS ${column}`).join(',\n    ');
      case 'adds':
        return measures.map((column) => `${column} = ${subject}.${column} + x.${column}`).join(',\n  ');
      case 'moved':
        return CUBE_MEASURES.map((column) => `MAX(${subject}.${column} <> 0) AS ${column}`).join(',\n  ');
      case 'include':
        return statement(subject, measures);
      default:
        // the rest is filled in by whoever runs the statement
        return expressionOf(word, subject) ?? whole;
    }
  });
}

/** What a column stands for; null = no such word. */
function expressionOf(word: string, column: string): string | null {
  switch (word) {
    case 'bucket':
      return bucketOf(column);
    case 'epoch':
      return epochOf(column);
    case 'epoch-day':
      return `(TO_DAYS(${column}) - 719528)`;
    default:
      return null;
  }
}

export function epochOf(time: string): string {
  return `(TO_SECONDS(${time}) - 62167219200)`;
}

function splitOnce(marker: string): readonly [string, string] {
  const space = marker.indexOf(' ');
  return space < 0 ? [marker, ''] : [marker.slice(0, space), marker.slice(space + 1)];
}

/** Log-linear bucket of whole seconds, see core/time-buckets.ts; a negative duration counts as 0. */
function bucketOf(seconds: string): string {
  const octave = `(LENGTH(BIN(${seconds})) - 6)`;
  return `CASE
      WHEN ${seconds} < 0 THEN 0
      WHEN ${seconds} < 64 THEN ${seconds}
      ELSE 64 + (${octave} - 1) * 32 + ${seconds} DIV (1 << ${octave}) - 32
    END`;
}
