import { type BoundRecipient, listBoundRecipients } from '../store/bound-recipients.ts';
import { type BoundViewer, findBoundViewer, listBoundViewers } from '../store/bound-viewers.ts';
import type { Db } from '../store/connect.ts';

/** The brands somebody may see; null = all. */
export type OwnBrands = readonly string[] | null;

export type Person = {
  /** as they sign in */
  readonly name: string;
  /** null = none is known */
  readonly email: string | null;
};

/** What a signed-in person may see: what is bound to their address and what is bound to their name both hold. */
export async function findOwnBrands(db: Db, person: Person): Promise<OwnBrands> {
  const named = await findBoundViewer(db, person.name.toLowerCase());
  const bound = person.email === null ? [] : await listBoundRecipients(db);
  return ownBrandsOf(person, { bound, named: named === null ? [] : [named] });
}

export type Bindings = { readonly bound: readonly BoundRecipient[]; readonly named: readonly BoundViewer[] };

/** For many people at once. */
export async function loadBindings(db: Db): Promise<Bindings> {
  return { bound: await listBoundRecipients(db), named: await listBoundViewers(db) };
}

export function ownBrandsOf({ name, email }: Person, { bound, named }: Bindings): OwnBrands {
  const byAddress = email === null ? undefined : bindingOf(bound, email.toLowerCase());
  const byName = named.find((one) => one.name === name.toLowerCase());
  if (byAddress === undefined || byName === undefined) return (byAddress ?? byName)?.brands ?? null;
  return byAddress.brands.filter((brand) => byName.brands.includes(brand));
}

/** `key` = an address in lower case. What stands for an address goes before what stands for its domain. */
export function bindingOf(bound: readonly BoundRecipient[], key: string): BoundRecipient | undefined {
  return (
    bound.find(({ pattern }) => pattern === key) ??
    bound.find(({ pattern }) => pattern === key.slice(key.lastIndexOf('@')))
  );
}

/** Is what is shown of these brands alone? `shown` null = of any brand or none. */
export function isWithin(own: OwnBrands, shown: readonly string[] | null): boolean {
  if (own === null) return true;
  return shown !== null && shown.length > 0 && shown.every((brand) => own.includes(brand));
}
