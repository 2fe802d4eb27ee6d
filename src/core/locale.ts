import { Failure } from './failure.ts';
import { shownText } from './shown-text.ts';

/**
 * A BCP 47 tag in its canonical form, of a language whose numbers and dates are known here: for an unknown one the
 * machine's own would be taken, and a report would differ from machine to machine. Throws `bad-input`.
 */
export function parseLocale(text: string, where: string): string {
  const locale = canonical(text);
  if (locale !== null && text.length <= 20) return locale;
  throw new Failure('bad-input', `${where}: ${shownText(text)} is not a locale such as en-GB or nb-NO`);
}

function canonical(text: string): string | null {
  try {
    return Intl.NumberFormat.supportedLocalesOf(text)[0] ?? null;
  } catch {
    return null;
  }
}
