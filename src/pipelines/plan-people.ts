import { REPORT_TYPES, refusalOfFilter } from '../core/reports/catalogue.ts';
import type { SchedulesFile } from '../files/schedules-file.ts';
import { parseAddress } from '../mail/address.ts';
import { type BoundRecipient, listBoundRecipients } from '../store/bound-recipients.ts';
import type { Db } from '../store/connect.ts';
import type { Schedule, ScheduleContent } from '../store/schedules.ts';
import { patternOf } from './allow-pattern.ts';
import { collectFaults } from './collect-faults.ts';
import { type BlockChange, changedLines } from './plan-goals.ts';
import { refusalOfBrands } from './refuse-other-brands.ts';

/** null = the file has no block of people, so those that are bound stay bound. Faults go into `problems`. */
export async function planPeople(
  db: Db,
  block: SchedulesFile['people'],
  problems: string[],
): Promise<BlockChange<BoundRecipient> | null> {
  if (block === undefined) return null;
  const all = Object.entries(block).flatMap(([entry, { brands }]) =>
    collectFaults(problems, '', () => ({
      pattern: patternOf(entry, `people.${entry}`),
      brands: [...new Set(brands)].toSorted(),
    })),
  );
  const lines = changedLines('only for', textsOf(await listBoundRecipients(db)), textsOf(all));
  return { all, lines };
}

/** A line for each schedule that would show a bound recipient another brand; those that stay are looked at as well. */
export async function faultsOfBrands(
  db: Db,
  people: BlockChange<BoundRecipient> | null,
  contents: readonly ScheduleContent[],
  existing: readonly Schedule[],
): Promise<readonly string[]> {
  const bound = people === null ? await listBoundRecipients(db) : people.all;
  const kept = existing.filter(({ key }) => !contents.some((content) => content.key === key));
  return [...contents, ...kept].flatMap((content) => {
    const refusal = refusalOfBrands(bound, content);
    if (refusal === null) return [];
    const report = REPORT_TYPES.find((type) => type === content.report);
    const whole = report === undefined ? null : refusalOfFilter(report, 'brands');
    return [`schedules.${content.key}.${refusal}${whole === null ? '' : `, but ${whole}`}`];
  });
}

/** Two ways to write one address are one recipient. */
export function recipientKeys(contents: readonly ScheduleContent[]): readonly string[] {
  return contents.flatMap(({ recipients }) => recipients.map((one) => parseAddress(one, 'recipients').key));
}

function textsOf(bound: readonly BoundRecipient[]): ReadonlyMap<string, string> {
  return new Map(bound.map(({ pattern, brands }) => [pattern, brands.join(', ')]));
}
