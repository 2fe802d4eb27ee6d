import { listAudit } from '../../store/read-audit.ts';
import { auditWords } from './audit-words.ts';
import { wholeNumber } from './list-query.ts';
import { type PageAnswer, page } from './page-answer.ts';
import { badField } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';

const SIZE = 100;

export async function showAudit(call: SignedInCall): Promise<PageAnswer> {
  const given = (name: string): string => call.query.get(name)?.trim() ?? '';
  for (const name of ['actor', 'action', 'object'])
    if (given(name).length > 100) return badField(`${name}: is longer than 100 characters.`, 'field-length');
  const before = given('before') === '' ? undefined : wholeNumber(given('before'), Number.MAX_SAFE_INTEGER);
  if (before === null) return badField('before: must be the number of an entry.');
  const filter = { actor: given('actor'), action: given('action'), object: given('object') };
  const narrowed = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  const { db, pages } = call.needs;
  const rows = await listAudit(db, { ...narrowed, ...(before === undefined ? {} : { before }) }, SIZE + 1);
  const shown = rows.slice(0, SIZE);
  const oldest = shown.at(-1);
  const older = new URLSearchParams({ ...narrowed, before: String(oldest?.id ?? '') });
  return page(
    pages.render('audit', {
      shell: shell(call, 'Audit trail'),
      ...filter,
      entries: shown.map((row) => auditWords(row)),
      olderPath: rows.length > SIZE ? `/audit?${older.toString()}` : null,
      newestPath: before === undefined ? null : `/audit?${new URLSearchParams(narrowed).toString()}`,
    }),
  );
}
