import { Failure } from '../core/failure.ts';
import { recipientLocale } from '../core/runs/recipient-locale.ts';
import type { RunOptions } from '../core/runs/run-options.ts';
import { jsonFromColumn } from './column-values.ts';

type Recipients = Pick<RunOptions, 'recipients' | 'recipientLocales'>;

/** As the file has them: an address, or `{"to", "locale"}` for one who reads another language. */
export function recipientsToColumn(content: Recipients & Pick<RunOptions, 'locale'>): string {
  const localeOf = recipientLocale(content);
  return JSON.stringify(
    content.recipients.map((to) => {
      const locale = localeOf(to);
      return locale === content.locale ? to : { to, locale };
    }),
  );
}

/** Throws `internal`: what we wrote is a list of the two forms. */
export function recipientsFromColumn(value: unknown): Recipients {
  const list = jsonFromColumn(value);
  if (!Array.isArray(list)) throw unreadable();
  const read = list.map((item: unknown) =>
    typeof item === 'string' ? { to: item, locale: null } : pairOf(item),
  );
  return {
    recipients: read.map(({ to }) => to),
    recipientLocales: read.flatMap(({ to, locale }) => (locale === null ? [] : [{ to, locale }])),
  };
}

function pairOf(item: unknown): { readonly to: string; readonly locale: string } {
  if (
    typeof item === 'object' &&
    item !== null &&
    'to' in item &&
    'locale' in item &&
    typeof item.to === 'string' &&
    typeof item.locale === 'string'
  )
    return { to: item.to, locale: item.locale };
  throw unreadable();
}

function unreadable(): Failure {
  return new Failure('internal', 'stored recipients of a schedule are not readable');
}
