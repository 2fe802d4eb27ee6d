import type { WebRole } from '../../core/web-role.ts';
import { findOwnBrands, type OwnBrands } from '../../pipelines/own-brands.ts';
import { whoIsSignedIn } from '../../pipelines/sign-in.ts';
import { isPeer } from './caller-address.ts';
import { csrfToken } from './csrf.ts';
import type { PagesNeeds } from './pages-needs.ts';

/** Who looks at a page or sends a form. */
export type Viewer = {
  readonly name: string;
  /** as the audit log has it */
  readonly actor: string;
  readonly role: WebRole;
  readonly csrf: string;
  /** of the cookie; null = a proxy said who it is */
  readonly session: string | null;
  /** of test sends; null = none is known */
  readonly email: string | null;
  /** whose reports are shown; null = of all */
  readonly brands: OwnBrands;
};

export type Caller = {
  /** of the connection */
  readonly remote: string;
  readonly sessionCookie: string | null;
  readonly header: (name: string) => string;
};

const NAME = /^[\w.@+-]{1,64}$/;

export async function findViewer(
  needs: PagesNeeds,
  caller: Caller,
  now: Temporal.Instant,
): Promise<Viewer | null> {
  const known = needs.proxy === null ? await sessionViewer(needs, caller, now) : proxyViewer(needs, caller);
  return known === null ? null : { ...known, brands: await findOwnBrands(needs.db, known) };
}

type Known = Omit<Viewer, 'brands'>;

async function sessionViewer(
  needs: PagesNeeds,
  caller: Caller,
  now: Temporal.Instant,
): Promise<Known | null> {
  if (caller.sessionCookie === null) return null;
  const user = await whoIsSignedIn(needs.db, caller.sessionCookie, now);
  if (user === null) return null;
  const csrf = csrfToken(needs.secretKey, `session ${caller.sessionCookie}`);
  const { name, role, email } = user;
  return { name, actor: `web:${name}`, role, csrf, session: caller.sessionCookie, email };
}

function proxyViewer({ proxy, peers, secretKey }: PagesNeeds, { remote, header }: Caller): Known | null {
  if (proxy === null || !isPeer(peers, remote)) return null;
  const name = header(proxy.header);
  const role = proxy.roles.get(name.toLowerCase()) ?? proxy.otherRole;
  if (!NAME.test(name) || role === null) return null;
  const csrf = csrfToken(secretKey, `proxy ${name}`);
  // proxies name people by their address or by an account
  const email = name.includes('@') ? name : null;
  return { name, actor: `proxy:${name}`, role, csrf, session: null, email };
}
