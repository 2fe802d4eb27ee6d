import type { FlagCounts } from '../../core/findings/audience-health.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { rowsOf } from '../select-rows.ts';
import { FLAG_NUMBERS } from './contact-bins.ts';

export type PersonFlag = keyof typeof FLAG_NUMBERS;

const FLAGS: readonly PersonFlag[] = ['fatigued', 'watch', 're-engage', 'sunset'];

export async function countFlags(db: Db, runId: number): Promise<FlagCounts> {
  const rows = rowsOf([
    await db('person_findings').where({ run_id: runId }).groupBy('flag').select('flag').count({ n: '*' }),
  ]).map((row) => ({ flag: readRow(row).number('flag'), n: readRow(row).number('n') }));
  const of = (flag: PersonFlag): number => rows.find((row) => row.flag === FLAG_NUMBERS[flag])?.n ?? 0;
  return {
    persons: rows.reduce((sum, { n }) => sum + n, 0),
    fatigued: of('fatigued'),
    watch: of('watch'),
    're-engage': of('re-engage'),
    sunset: of('sunset'),
  };
}

export function flagOf(number: number): PersonFlag | null {
  return FLAGS.find((flag) => FLAG_NUMBERS[flag] === number) ?? null;
}
