import { canonicalJson } from '../../../core/canonical-json.ts';
import { type ProposeSession, run, select } from './session.ts';

/**
 * Countries where numbers the library calls invalid are reached; empty text = no country. Where that became another
 * answer, everybody with such a number is judged again.
 */
export async function findLibraryBehind(session: ProposeSession): Promise<ReadonlySet<string>> {
  const { trx, settings } = session;
  const countries = (await select(session, 'library-wrong'))
    .filter((row) => {
      const reached = Number(row['reached']);
      return (
        reached >= settings.libraryWrongLeast && reached > Number(row['tried']) * settings.libraryWrongShare
      );
    })
    .map((row) => String(row['country']))
    .toSorted();
  const detail = canonicalJson(countries);
  const state = await trx('cleaning_state').where({ k: 'library' }).first('detail');
  if (state?.detail !== detail) {
    await run(session, 'enqueue-library');
    await trx('cleaning_state').insert({ k: 'library', v: 0, detail }).onConflict('k').merge(['detail']);
  }
  return new Set(countries);
}
