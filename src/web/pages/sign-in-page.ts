import { findOwnBrands } from '../../pipelines/own-brands.ts';
import { signIn, signOut } from '../../pipelines/sign-in.ts';
import type { WebUser } from '../../store/web-users.ts';
import { type PageAnswer, page, redirect } from './page-answer.ts';
import { locked, PAGE_REFUSALS } from './page-refusals.ts';
import type { PageCall, SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';
import { createSignInQueue } from './sign-in-queue.ts';
import { startOf } from './start.ts';

const LONGEST_PASSWORD = 1_024;

export const SIGN_IN_FIELDS = { one: ['name', 'password', 'to'] } as const;

export async function showSignIn(call: PageCall): Promise<PageAnswer> {
  if (call.needs.proxy !== null)
    return call.viewer === null ? PAGE_REFUSALS.noProxy : redirect(startOf(call.viewer));
  if (call.viewer !== null) return redirect(wayOn(call.query.get('to')) ?? startOf(call.viewer));
  return signInPage(call, { name: '', to: call.query.get('to') ?? '', fault: null, status: 200 });
}

/** One scrypt at a time and a few waiting: each takes 32 MiB and a good part of a second. */
const queue = createSignInQueue(8);

export async function takeSignIn(call: PageCall): Promise<PageAnswer> {
  const { form, needs, address, now } = call;
  if (needs.proxy !== null) return PAGE_REFUSALS.noProxy;
  const name = form.text('name').trim().toLowerCase().slice(0, 200);
  const password = form.text('password');
  const to = form.text('to');
  if (password.length > LONGEST_PASSWORD)
    return signInPage(call, { name, to, fault: PAGE_REFUSALS.badSignIn.message, status: 403 });
  const answer = await queue(() => signIn(needs, { name, password, address }, now));
  if (answer === null) return PAGE_REFUSALS.tooOften;
  switch (answer.outcome) {
    case 'locked':
      return locked(Math.ceil((answer.until.epochMilliseconds - now.epochMilliseconds) / 1_000));
    case 'refused':
      return signInPage(call, { name, to, fault: PAGE_REFUSALS.badSignIn.message, status: 403 });
    case 'in':
      return {
        kind: 'redirect',
        to: wayOn(to) ?? (await startOfUser(needs, answer.user)),
        session: answer.token,
      };
  }
}

export async function takeSignOut({ needs, viewer }: SignedInCall): Promise<PageAnswer> {
  if (viewer.session === null) return redirect(startOf(viewer));
  await signOut(needs.db, viewer.session);
  return {
    kind: 'redirect',
    to: '/sign-in',
    session: null,
    flash: { tone: 'good', text: 'You are signed out.' },
  };
}

function signInPage(
  call: PageCall,
  { name, to, fault, status }: { name: string; to: string; fault: string | null; status: number },
): PageAnswer {
  const around = shell(call, fault === null ? 'Sign in' : 'Error: Sign in');
  const view = { shell: around, name: name.slice(0, 64), to: wayOn(to) ?? '', fault };
  return page(call.needs.pages.render('sign-in', view), status);
}

async function startOfUser({ db }: PageCall['needs'], user: WebUser): Promise<string> {
  return startOf({ brands: await findOwnBrands(db, user) });
}

/** Only ever a page of ours; null = none was asked for. */
function wayOn(to: string | null): string | null {
  const isOurs =
    to !== null &&
    /^\/(?:recommendations|apply|batches|runs|reports|schedules|definitions|audit|users)(?:[/?][\w\-.~%&=+:/?()]*)?$/.test(
      to,
    );
  return isOurs && to.length <= 1_000 ? to : null;
}
