import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { parseAddress } from '../mail/address.ts';
import { listBoundRecipients } from '../store/bound-recipients.ts';
import type { Db } from '../store/connect.ts';
import { campaignsOutside, unknownNames } from '../store/known-ids.ts';
import { notAllowed } from '../store/recipients.ts';
import { noSuchId, noSuchName } from './no-such.ts';
import { refusalOfBrands } from './refuse-other-brands.ts';

/** What a request may be limited to, as it is asked. */
export type Limits = {
  readonly campaignIds?: readonly string[];
  readonly brands?: readonly string[];
  readonly tags?: readonly string[];
};

/**
 * What a person bound to brands asks for, of these brands alone. Throws `bad-input` for anything of another brand, in
 * the words of what does not exist: nobody learns which campaigns, brands and tags there are beside their own.
 */
export async function limitToBrands<A extends Limits>(
  db: Db,
  asked: A,
  own: readonly string[],
): Promise<A & { readonly brands: readonly string[] }> {
  const { campaignIds = [], brands = [], tags = [] } = asked;
  if (own.length === 0) throw new Failure('bad-input', 'brands: no brand is yours to see; ask an admin');
  const foreign = brands.findIndex((brand) => !own.includes(brand));
  if (foreign >= 0) throw noSuchName('brand', foreign, brands[foreign] ?? '');
  const [campaign] = await campaignsOutside(db, campaignIds, own);
  if (campaign !== undefined) throw noSuchId('campaign', campaignIds.indexOf(campaign), campaign);
  const [tag] = await unknownNames(db, 'tag', tags, own);
  if (tag !== undefined) throw noSuchName('tag', tags.indexOf(tag), tag);
  return { ...asked, brands: brands.length > 0 ? brands : await withCampaigns(db, own) };
}

/** Nobody chose them one by one: a brand that has sent nothing yet is left out, unless all are such. */
async function withCampaigns(db: Db, own: readonly string[]): Promise<readonly string[]> {
  const unknown = await unknownNames(db, 'brand', own);
  const known = own.filter((brand) => !unknown.includes(brand));
  return known.length > 0 ? known : own;
}

/**
 * Recipients of what a person bound to brands asks for: neither the allow-list nor who is of which brand is told. Throws
 * `bad-input`.
 */
export async function refuseForeignRecipients(
  db: Db,
  recipients: readonly string[],
  brands: readonly string[],
): Promise<void> {
  const bound = await listBoundRecipients(db);
  for (const [index, recipient] of recipients.entries()) {
    const { key } = parseAddress(recipient, `recipients[${index}]`);
    const [stranger] = await notAllowed(db, [key]);
    if (stranger === undefined && refusalOfBrands(bound, { recipients: [key], brands }) === null) continue;
    const what = brands.map(shownText).join(', ');
    throw new Failure('bad-input', `recipients[${index}]: ${key} may not be sent reports of ${what} by you`);
  }
}
