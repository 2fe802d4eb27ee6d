import { codesOf } from '../providers/codes.ts';
import type { CodeOverride, CodeSeen } from '../store/cleaning/propose/weigh-codes.ts';

const WEIGHTS = { none: 0, weak: 1, medium: 2, strong: 3 } as const;

/** Tables a route may name for the `err:` of its receipts: their codes come under the name of the provider. */
const DICTIONARIES = [
  'gsm_map',
  'gsm_tp_status',
  'gsm_rp_cause',
  'smpp',
  'twilio_smpp',
  'sinch_smpp',
] as const;

/**
 * What a code proves against a number, 0 nothing to 3 strong. The receipt does not keep the field its code stood in:
 * the class the receipt was given tells the rows of the table apart, and of several the weakest counts. An operator's
 * word wins. A class that came without a code we know was named by a route's own map: medium, never strong.
 */
export function weighCode(seen: CodeSeen, overrides: readonly CodeOverride[]): number {
  const words = overrides.filter(
    ({ provider, code, failureClass }) =>
      provider === seen.provider && code === seen.code && failureClass === seen.failureClass,
  );
  if (words.length > 0) return Math.min(...words.map(({ weight }) => weight));
  const own = weightsIn(seen.provider, [seen.code], seen);
  if (own.length > 0) return Math.min(...own);
  const bare = seen.code.replace(/^0+(?=.)/, '');
  const foreign = DICTIONARIES.flatMap((table) =>
    weightsIn(table, [seen.code, bare, bare.padStart(3, '0')], seen),
  );
  if (foreign.length > 0) return Math.min(...foreign);
  return seen.failureClass === 'absent' || seen.failureClass === 'expired' ? WEIGHTS.weak : WEIGHTS.medium;
}

function weightsIn(table: string, codes: readonly string[], { failureClass }: CodeSeen): readonly number[] {
  return codesOf(table)
    .filter((row) => codes.includes(row.code) && row.failureClass === failureClass)
    .map(({ evidence }) => WEIGHTS[evidence]);
}
