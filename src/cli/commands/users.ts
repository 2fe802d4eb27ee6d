import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
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
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { readPassword } from '../read-password.ts';
import { textTable } from '../text-table.ts';

export function registerUsers(program: Command, context: CommandContext): void {
  const users = program
    .command('users')
    .description(
      'who may sign in to the review pages: viewers look, reviewers decide, admins apply and undo',
    );
  const needs = async (): Promise<ManageUsersNeeds> => {
    const { db, now } = await context.app();
    return { db, now: await now(), actor: actor() };
  };

  users
    .command('list')
    .description('names, roles and when they were last here')
    .option('--json', 'as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { db } = await context.app();
      const all = (await listWebUsers(db)).map(listedBy(await loadBindings(db)));
      if (json === true) return context.stdout(`${JSON.stringify(all, null, 2)}\n`);
      if (all.length === 0) return context.stderr('nobody yet; add one with `users add`\n');
      context.stdout(textTable(COLUMNS, all.map(cells)));
    });

  users
    .command('add')
    .description('a new user; the password is the first line of standard input, or asked for')
    .argument('<name>', '2 to 63 of a-z, 0-9, . _ -')
    .requiredOption('--role <role>', 'viewer, reviewer or admin')
    .action(async (name: string, { role }: { readonly role: string }) => {
      await addUser(await needs(), { name, role, password: await readPassword(context.stderr) });
      context.stdout(`added ${name.toLowerCase()} as ${role}\n`);
    });

  users
    .command('password')
    .description('a new password, read as by `add`; ends the sessions of the user')
    .argument('<name>', 'as listed')
    .action(async (name: string) => {
      await changePassword(await needs(), name, await readPassword(context.stderr));
      context.stdout(`changed the password of ${name.toLowerCase()}\n`);
    });

  users
    .command('role')
    .description('what the user may do, from the next page on')
    .argument('<name>', 'as listed')
    .argument('<role>', 'viewer, reviewer or admin')
    .action(async (name: string, role: string) => {
      await changeRole(await needs(), name, role);
      context.stdout(`${name.toLowerCase()} is ${role}\n`);
    });

  registerEmail(users, context, needs);
  registerBrands(users, context, needs);
  registerDisable(users, context, needs);
}

function registerEmail(
  users: Command,
  context: CommandContext,
  needs: () => Promise<ManageUsersNeeds>,
): void {
  users
    .command('email')
    .description('where test sends of the user go; without an address it is taken away')
    .argument('<name>', 'as listed')
    .argument('[address]', 'one address such as anna@example.com')
    .action(async (name: string, address: string | undefined) => {
      await changeEmail(await needs(), name, address ?? '');
      context.stdout(
        `${name.toLowerCase()} ${address === undefined ? 'has no address' : `has ${address}`}\n`,
      );
    });
}

function registerBrands(
  users: Command,
  context: CommandContext,
  needs: () => Promise<ManageUsersNeeds>,
): void {
  users
    .command('brands')
    .description(
      'whose reports alone the user is shown, besides what `people` of schedules.yaml says of the address',
    )
    .argument('<name>', 'as listed; with WEB_PROXY_HEADER any name that the proxy says')
    .argument('[brands...]', 'only these; they count from the next page on')
    .option('--all', 'not bound by name any more')
    .action(async (name: string, brands: readonly string[], { all }: { readonly all?: boolean }) => {
      if (brands.length > 0 === (all === true))
        throw new Failure('bad-input', 'brands: name one or more, or --all');
      const { config } = await context.app();
      const isProxied = config.WEB_PROXY_HEADER !== undefined;
      await changeBrands(await needs(), name, all === true ? null : brands, isProxied);
      const what = all === true ? 'is bound by the address alone' : `sees ${brands.join(', ')} only`;
      context.stdout(`${name.toLowerCase()} ${what}\n`);
    });
}

function registerDisable(
  users: Command,
  context: CommandContext,
  needs: () => Promise<ManageUsersNeeds>,
): void {
  for (const [verb, isDisabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    users
      .command(verb)
      .description(isDisabled ? 'may not sign in any more; ends the sessions' : 'may sign in again')
      .argument('<name>', 'as listed')
      .action(async (name: string) => {
        await disableUser(await needs(), name, isDisabled);
        context.stdout(`${verb}d ${name.toLowerCase()}\n`);
      });
  }
}

const COLUMNS = ['name', 'role', 'state', 'signed in (UTC)', 'password of', 'e-mail', 'sees'].map(
  (title) => ({
    title,
    align: 'left' as const,
  }),
);

type Listed = {
  readonly name: string;
  readonly role: string;
  readonly isDisabled: boolean;
  readonly signedInAt: string | null;
  readonly passwordAt: string;
  readonly email: string | null;
  /** by address and by name; null = all */
  readonly brands: OwnBrands;
};

function cells({ name, role, isDisabled, signedInAt, passwordAt, email, brands }: Listed): readonly string[] {
  const state = isDisabled ? 'disabled' : 'active';
  const at = signedInAt ?? 'never';
  return [name, role, state, at, passwordAt.slice(0, 10), email ?? '', seen(brands)];
}

function listedBy(bindings: Bindings): (user: WebUser) => Listed {
  return (user) => ({
    name: user.name,
    role: user.role,
    isDisabled: user.disabledAt !== null,
    signedInAt: user.signedInAt?.toString({ smallestUnit: 'second' }) ?? null,
    passwordAt: user.passwordAt.toString({ smallestUnit: 'second' }),
    email: user.email,
    brands: ownBrandsOf(user, bindings),
  });
}

function seen(brands: OwnBrands): string {
  if (brands === null) return 'all';
  return brands.length === 0 ? 'nothing' : brands.join(', ');
}
