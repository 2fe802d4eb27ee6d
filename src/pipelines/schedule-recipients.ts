import { Failure } from '../core/failure.ts';
import { parseLocale } from '../core/locale.ts';
import type { RunOptions } from '../core/runs/run-options.ts';
import type { ScheduleText } from '../files/schedules-file.ts';
import { parseAddress } from '../mail/address.ts';

type Recipients = Pick<RunOptions, 'recipients' | 'recipientLocales'>;

/**
 * Each address once; a locale stands only where it differs from that of the schedule. Throws one `bad-input` with a line
 * for each fault.
 */
export function readRecipients(texts: ScheduleText['recipients'], locale: string): Recipients {
  const faults: string[] = [];
  const read = new Map<string, { readonly to: string; readonly locale: string }>();
  for (const [index, text] of texts.entries()) {
    const where = `recipients[${index}]`;
    try {
      const one = typeof text === 'string' ? { to: text, locale: undefined } : text;
      const { address, key } = parseAddress(one.to, typeof text === 'string' ? where : `${where}.to`);
      const own = one.locale === undefined ? locale : parseLocale(one.locale, `${where}.locale`);
      const before = read.get(key);
      if (before !== undefined && before.locale !== own)
        throw new Failure('bad-input', `${where}: ${key} is there before with the locale ${before.locale}`);
      read.set(key, before ?? { to: address, locale: own });
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'bad-input') throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new Failure('bad-input', faults.join('\n'));
  const all = [...read.values()];
  return {
    recipients: all.map(({ to }) => to),
    recipientLocales: all.filter((one) => one.locale !== locale),
  };
}
