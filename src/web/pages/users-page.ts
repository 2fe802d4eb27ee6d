import { WEB_ROLES } from '../../core/web-role.ts';
import {
  addUser,
  changeBrands,
  changeEmail,
  changePassword,
  changeRole,
  disableUser,
  type ManageUsersNeeds,
} from '../../pipelines/manage-users.ts';
import { type Bindings, loadBindings, type OwnBrands, ownBrandsOf } from '../../pipelines/own-brands.ts';
import { listWebUsers, type WebUser } from '../../store/web-users.ts';
import { cleanText } from './figures.ts';
import { moment, momentOrNull } from './moment.ts';
import { type PageAnswer, page, redirect } from './page-answer.ts';
import { badState, PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';

export async function showUsers(call: SignedInCall): Promise<PageAnswer> {
  if (call.needs.proxy !== null) return PAGE_REFUSALS.notFound;
  const users = await listWebUsers(call.needs.db);
  const bindings = await loadBindings(call.needs.db);
  return page(
    call.needs.pages.render('users', {
      shell: shell(call, 'Users'),
      users: users.map((user) => userView(user, call.viewer.name, bindings)),
      roles: WEB_ROLES,
    }),
  );
}

export const ADD_FIELDS = { one: ['name', 'role', 'password'] } as const;

export async function takeNewUser(call: SignedInCall): Promise<PageAnswer> {
  const { form } = call;
  const name = form.text('name').trim().toLowerCase();
  await addUser(needsOf(call), { name, role: form.text('role'), password: form.text('password') });
  return done(`${name} may sign in as ${form.text('role')}.`);
}

export async function takePassword(call: SignedInCall): Promise<PageAnswer> {
  const name = nameOf(call);
  await changePassword(needsOf(call), name, call.form.text('password'));
  return done(`The password of ${name} is changed, and its sessions have ended.`);
}

export async function takeRole(call: SignedInCall): Promise<PageAnswer> {
  const name = nameOf(call);
  if (name === call.viewer.name) return badState('You cannot change your own role; another admin can.');
  await changeRole(needsOf(call), name, call.form.text('role'));
  return done(`${name} is ${call.form.text('role')} now.`);
}

export async function takeEmail(call: SignedInCall): Promise<PageAnswer> {
  const name = nameOf(call);
  const email = call.form.text('email').trim();
  await changeEmail(needsOf(call), name, email);
  return done(email === '' ? `${name} has no address any more.` : `Test sends of ${name} go to ${email}.`);
}

/** A line each; an empty field takes the binding away. */
export async function takeBrands(call: SignedInCall): Promise<PageAnswer> {
  const name = nameOf(call);
  const brands = call.form
    .text('brands')
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter(Boolean);
  await changeBrands(needsOf(call), name, brands.length === 0 ? null : brands);
  return done(
    brands.length === 0
      ? `${name} is bound by the address alone.`
      : `${name} is bound to ${brands.join(', ')}.`,
  );
}

export function switchUser(isDisabled: boolean): (call: SignedInCall) => Promise<PageAnswer> {
  return async (call) => {
    const name = nameOf(call);
    if (name === call.viewer.name) return badState('You cannot lock yourself out; another admin can.');
    await disableUser(needsOf(call), name, isDisabled);
    return done(isDisabled ? `${name} cannot sign in any more.` : `${name} may sign in again.`);
  };
}

function needsOf({ needs, now, viewer }: SignedInCall): ManageUsersNeeds {
  return { db: needs.db, now, actor: viewer.actor };
}

function nameOf(call: SignedInCall): string {
  return (call.params['name'] ?? '').toLowerCase();
}

function done(text: string): PageAnswer {
  return redirect('/users', { tone: 'good', text });
}

function userView(user: WebUser, self: string, bindings: Bindings): object {
  const sees = ownBrandsOf(user, bindings);
  const base = `/users/${encodeURIComponent(user.name)}`;
  return {
    name: user.name,
    role: user.role,
    isSelf: user.name === self,
    isDisabled: user.disabledAt !== null,
    signedIn: momentOrNull(user.signedInAt),
    passwordAt: moment(user.passwordAt),
    passwordPath: `${base}/password`,
    emailPath: `${base}/email`,
    email: user.email ?? '',
    sees: seesWords(sees),
    brands: (bindings.named.find(({ name }) => name === user.name)?.brands ?? []).join('\n'),
    brandsPath: `${base}/brands`,
    rolePath: `${base}/role`,
    switchPath: `${base}/${user.disabledAt === null ? 'disable' : 'enable'}`,
    switchLabel: user.disabledAt === null ? 'Disable' : 'Enable',
    roles: WEB_ROLES.map((role) => ({ role, isChosen: role === user.role })),
  };
}

function seesWords(sees: OwnBrands): string {
  if (sees === null) return 'all brands and the whole list';
  return sees.length === 0 ? 'nothing' : `reports of ${sees.map(cleanText).join(', ')} only`;
}
