import type { Config } from '../config.ts';
import { Failure } from '../core/failure.ts';
import type { HookAuth, HookEntry, HooksFile } from '../files/hooks-file.ts';
import { findProvider, PROVIDERS } from '../providers/catalogue.ts';
import type { ImporterOptions, ProviderImporter } from '../providers/importer.ts';
import { settingsFault } from '../providers/settings-fault.ts';
import { readHookSecrets } from './hook-secrets.ts';

export type HookRoute = {
  /** `provider` or `provider/route` */
  readonly name: string;
  readonly importer: ProviderImporter;
  readonly options: ImporterOptions;
  readonly auth: HookAuth;
  /** the values; any is right */
  readonly secrets: readonly string[];
  /** how callers write our address, without a slash at the end; signed by Twilio */
  readonly publicUrl: string | null;
  /** requests */
  readonly perMinute: number;
};

export type HookRoutes = ReadonlyMap<string, HookRoute>;

/** Throws one `bad-config` that names every problem, a line each; no value of a secret in it. */
export function buildHookRoutes(
  { hooks, public_url: publicUrl }: HooksFile,
  file: string,
  config: Pick<Config, 'HOOK_SECRETS' | 'SECRET_KEY'>,
): HookRoutes {
  const known = readHookSecrets(config.HOOK_SECRETS ?? '', config.SECRET_KEY ?? null);
  const problems: string[] = [];
  const routes = new Map<string, HookRoute>();
  for (const [name, entry] of Object.entries(hooks)) {
    const importer = findProvider(name.split('/')[0] ?? '');
    const one = importer === null ? null : route({ name, entry, importer, known, publicUrl });
    problems.push(...faultsOf(entry, one, known).map((fault) => `hooks.${name}: ${fault}`));
    if (one !== null) routes.set(name, one);
  }
  if (routes.size === 0 && problems.length === 0) problems.push('names no hook, so there is nothing to take');
  if (problems.length > 0)
    throw new Failure('bad-config', problems.map((problem) => `${file}: ${problem}`).join('\n'));
  return routes;
}

type Parts = {
  readonly name: string;
  readonly entry: HookEntry;
  readonly importer: ProviderImporter;
  readonly known: ReadonlyMap<string, string>;
  readonly publicUrl: string | undefined;
};

function route({ name, entry, importer, known, publicUrl }: Parts): HookRoute {
  return {
    name,
    importer,
    options: {
      timezone: entry.timezone ?? null,
      errorDictionary: entry.error_dictionary ?? null,
      fields: entry.fields,
    },
    auth: entry.auth,
    secrets: entry.auth.secrets.flatMap((one) => known.get(one) ?? []),
    publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
    perMinute: entry.per_minute,
  };
}

function faultsOf(
  { auth }: HookEntry,
  made: HookRoute | null,
  known: ReadonlyMap<string, string>,
): readonly string[] {
  const faults = auth.secrets
    .filter((secret) => !known.has(secret))
    .map((secret) => `names the secret ${secret}, which is not in HOOK_SECRETS`);
  if (made === null) {
    const ids = PROVIDERS.map(({ id }) => id).join(', ');
    return [...faults, `is of no provider we can read; there are ${ids}`];
  }
  const signer = SIGNS_ADDRESS[auth.by];
  if (signer !== undefined && made.publicUrl === null)
    faults.push(`needs public_url beside hooks: ${signer} signs the address it calls`);
  const fault = settingsFault(made.importer, made.options);
  if (fault !== null) faults.push(`${KEYS[fault.field] ?? fault.field}: ${fault.reason}`);
  return faults;
}

/** Who signs the address besides the body. */
const SIGNS_ADDRESS: Readonly<Partial<Record<HookAuth['by'], string>>> = {
  twilio: 'Twilio',
  bird: 'Bird',
  messagebird: 'MessageBird',
};

/** As the file writes them. */
const KEYS: Readonly<Record<string, string>> = { errorDictionary: 'error_dictionary' };

/**
 * The hook of an address path, and what stands behind it: the secret of a hook that has it in the path. Null = none;
 * anything behind the name of another hook is none, too.
 */
export function findHook(
  routes: HookRoutes,
  path: string,
): { readonly route: HookRoute; readonly pathSecret: string | null } | null {
  const [empty, hooks, ...rest] = path.split('/');
  if (empty !== '' || hooks !== 'hooks' || rest.length === 0 || rest.length > 3) return null;
  const exact = routes.get(rest.join('/'));
  if (exact !== undefined) return { route: exact, pathSecret: null };
  const behind = routes.get(rest.slice(0, -1).join('/'));
  if (behind?.auth.by !== 'path') return null;
  return { route: behind, pathSecret: decoded(rest.at(-1) ?? '') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
