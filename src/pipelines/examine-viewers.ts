import { type Check, ok, warning } from '../core/check.ts';
import type { Db } from '../store/connect.ts';
import { listWebUsers } from '../store/web-users.ts';
import { loadBindings, ownBrandsOf } from './own-brands.ts';

/** Most people that are named. */
const NAMED = 5;

/** Whom a proxy may name; null = people sign in with passwords. */
export type ProxyNames = { readonly names: readonly string[]; readonly hasOthers: boolean } | null;

/**
 * Where recipients are bound to brands: may one of them sign in to the pages under a name that nothing binds, because no
 * address is known for it? Who has an address that is not bound is meant to see all.
 */
export async function examineViewers(db: Db, proxy: ProxyNames): Promise<readonly Check[]> {
  const bindings = await loadBindings(db);
  if (bindings.bound.length + bindings.named.length === 0) return [];
  const people =
    proxy === null
      ? (await listWebUsers(db)).filter(({ disabledAt }) => disabledAt === null)
      : proxy.names.map((name) => ({ name, email: name.includes('@') ? name : null }));
  const open = people.filter((one) => one.email === null && ownBrandsOf(one, bindings) === null);
  const bound = people.filter((one) => ownBrandsOf(one, bindings) !== null);
  const checks: Check[] = [];
  if (open.length > 0) checks.push(warning('sign-ins', unbound(open.map(({ name }) => name)), ADVICE));
  if (proxy?.hasOthers === true)
    checks.push(
      warning(
        'sign-ins',
        'WEB_PROXY_ROLES lets in everybody (*), and recipients are bound to brands',
        'that is right when the proxy names people by their address; an account name is bound by `users brands`',
      ),
    );
  return checks.length > 0
    ? checks
    : [
        ok(
          'sign-ins',
          `${bound.length} of ${people.length} see some brands only, none is unknown by address`,
        ),
      ];
}

const ADVICE =
  'tell whose they are with `users email`, or bind them with `users brands`; docs/report-pages.md says what is closed';

function unbound(names: readonly string[]): string {
  const list = `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ', ...' : ''}`;
  return `recipients are bound to brands, and ${names.length} without an address may see all on the pages: ${list}`;
}
