import { shownText } from '../core/shown-text.ts';
import type { BoundRecipient } from '../store/bound-recipients.ts';
import type { Db } from '../store/connect.ts';
import { unknownNames } from '../store/known-ids.ts';
import type { ScheduleContent } from '../store/schedules.ts';

/** Brands and tags that no campaign has yet: perhaps a campaign to come, perhaps a slip of the pen. */
export async function notesOfNames(
  db: Db,
  contents: readonly ScheduleContent[],
  bound: readonly BoundRecipient[],
): Promise<readonly string[]> {
  const asked = [
    ...contents.flatMap(({ key, brands, tags }) => [
      { where: `schedules.${key}`, kind: 'brand' as const, names: brands ?? [] },
      { where: `schedules.${key}`, kind: 'tag' as const, names: tags ?? [] },
    ]),
    ...bound.map(({ pattern, brands }) => ({
      where: `people.${pattern}`,
      kind: 'brand' as const,
      names: brands,
    })),
  ];
  const notes: string[] = [];
  for (const { where, kind, names } of asked)
    for (const name of await unknownNames(db, kind, names))
      notes.push(`${where}: no campaign has the ${kind} ${shownText(name)} yet`);
  return notes;
}
