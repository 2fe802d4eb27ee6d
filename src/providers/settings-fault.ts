import { localToUtc } from './calendar-time.ts';
import { dictionaryFault } from './error-dictionary.ts';
import type { ImporterOptions, ProviderImporter } from './importer.ts';
import type { Fault } from './read-fields.ts';

/**
 * What is wrong with the settings of a route, before any payload comes: an importer would refuse each one for it, or
 * never see a field that is misspelt. null = nothing.
 */
export function settingsFault(
  { id, fields }: ProviderImporter,
  { timezone, errorDictionary, fields: named }: ImporterOptions,
): Fault | null {
  if (timezone !== null && localToUtc(0, timezone) === null) {
    return { field: 'timezone', reason: 'is no IANA zone such as Europe/Oslo' };
  }
  const tableFault = dictionaryFault(errorDictionary);
  if (tableFault !== null) return { field: 'errorDictionary', reason: tableFault };
  if (fields === undefined) return null;
  const strange = Object.keys(named).find((name) => !Object.hasOwn(fields, name));
  if (strange === undefined) return null;
  const names = Object.keys(fields).join(', ') || 'none';
  return { field: 'fields', reason: `${id} has no field ${strange.slice(0, 32)} to place; it has ${names}` };
}
