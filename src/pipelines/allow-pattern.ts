import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { parseAddress } from '../mail/address.ts';

/** An address, or `@domain`; in lower case as the allow-list has it. */
export function patternOf(entry: string, where: string): string {
  // an address may begin with a star; who writes one here means something else
  if (entry.includes('*')) {
    throw new Failure(
      'bad-input',
      `${where}: ${shownText(entry)} has a *; write @example.com for all of a domain`,
    );
  }
  return entry.startsWith('@')
    ? parseAddress(`any${entry}`, where).key.slice(3)
    : parseAddress(entry, where).key;
}
