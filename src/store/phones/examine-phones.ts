import { type Check, ok, warning } from '../../core/check.ts';
import { PHONE_LIBRARY } from '../../core/phones/phone-library.ts';
import type { Db } from '../connect.ts';
import { countVerdicts } from './count-verdicts.ts';

/** How many phones of contacts cannot be read, and whether today's numbering plans judged them. The schema must match. */
export async function examinePhones(db: Db): Promise<readonly Check[]> {
  const counts = await countVerdicts(db);
  const sum = (wanted: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((before, count) => before + wanted(count), 0);
  const unreadable = sum(({ verdict, contacts }) => (verdict === 'unparseable' ? contacts : 0));
  const outdated = sum((count) => count.outdated);
  const others = sum(({ contacts }) => contacts) - unreadable;
  const seen = `${unreadable} contacts with a phone that cannot be read, ${others} with another doubt`;
  const read =
    unreadable === 0
      ? ok('phones', seen)
      : warning(
          'phones',
          seen,
          'see `sms-reports phones list --verdict unparseable`, correct them where they come from',
        );
  if (outdated === 0) return [read, ok('numbering plans', PHONE_LIBRARY)];
  return [
    read,
    warning(
      'numbering plans',
      `${outdated} phones were judged by others than ${PHONE_LIBRARY}`,
      'run `sms-reports phones judge`',
    ),
  ];
}
