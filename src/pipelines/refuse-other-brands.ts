import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { parseAddress } from '../mail/address.ts';
import { type BoundRecipient, listBoundRecipients } from '../store/bound-recipients.ts';
import type { Db } from '../store/connect.ts';
import { bindingOf } from './own-brands.ts';

type Shown = {
  readonly recipients: readonly string[];
  /** null = of all brands */
  readonly brands: readonly string[] | null;
};

/** Throws `bad-input` when one of the recipients would see campaigns of a brand that is not theirs. */
export async function refuseOtherBrands(db: Db, shown: Shown): Promise<void> {
  if (shown.recipients.length === 0) return;
  const refusal = refusalOfBrands(await listBoundRecipients(db), shown);
  if (refusal !== null) throw new Failure('bad-input', refusal);
}

/** In one line, null when all may see it. */
export function refusalOfBrands(bound: readonly BoundRecipient[], shown: Shown): string | null {
  for (const [index, recipient] of shown.recipients.entries()) {
    const { key } = parseAddress(recipient, `recipients[${index}]`);
    const own = bindingOf(bound, key);
    const others = shown.brands?.filter((brand) => !own?.brands.includes(brand));
    if (own === undefined || others?.length === 0) continue;
    const what = others === undefined ? 'campaigns of all brands' : others.map(shownText).join(', ');
    const allowed = own.brands.map(shownText).join(', ');
    return `recipients[${index}]: ${key} may see ${allowed} only, not ${what}; limit it with brands: [${allowed}]`;
  }
  return null;
}
