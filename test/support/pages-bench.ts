import { createHash } from 'node:crypto';
import type { App } from '../../src/app.ts';
import { addUser } from '../../src/pipelines/manage-users.ts';
import { startWeb } from '../../src/web/run-web.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench, NOW } from './cleaning-bench.ts';
import { collectedLog, type LoggedLine, workerApp } from './worker-app.ts';

export const PASSWORD = 'a quiet harbour, 7 gulls';
export const ROLES = { vera: 'viewer', ron: 'reviewer', rita: 'reviewer', ada: 'admin' } as const;
export type Who = keyof typeof ROLES;

export type PagesBench = CleaningBench & {
  readonly url: string;
  readonly app: App;
  readonly lines: readonly LoggedLine[];
  /** moves the clock of the pages */
  readonly clock: { at: Temporal.Instant };
  readonly signedIn: (who: Who) => Promise<Browser>;
  readonly stop: () => Promise<void>;
};

/** A file of tests asks a thousand times, on a quick machine within two seconds. */
const FASTER_THAN_PEOPLE = 1_000_000;

/** The pages on a database of their own; without `users`, nobody may sign in. */
export async function pagesBench(
  settings: Readonly<Record<string, string>> = {},
  options: { readonly users?: boolean; readonly secretKey?: string } = {},
): Promise<PagesBench> {
  const bench = await cleaningBench();
  const secretKey = options.secretKey ?? CLEANING_SECRET;
  const clock = { at: NOW };
  const redis = { url: 'redis://127.0.0.1:1', prefix: 'none' };
  const app: App = {
    ...workerApp(bench, redis, { WEB_PORT: '0', SECRET_KEY: secretKey, ...settings }),
    secretKey,
    phoneKey: secretKey,
    now: async () => clock.at,
  };
  if (options.users !== false)
    for (const [name, role] of Object.entries(ROLES))
      await addUser({ db: bench.db, now: NOW, actor: 'test' }, { name, role, password: PASSWORD });
  const { log, lines } = collectedLog();
  const web = await startWeb(app, { hooks: null, log, callsPerMinute: FASTER_THAN_PEOPLE });
  const known = new Map<Who, Browser>();
  const signedIn = async (who: Who): Promise<Browser> => {
    const found = known.get(who) ?? (await signIn(web.url, who));
    known.set(who, found);
    return found;
  };
  const stop = async (): Promise<void> => {
    await web.stop();
    await bench.drop();
  };
  return { ...bench, url: web.url, app, lines, clock, signedIn, stop };
}

const KEPT = [
  'recommendations',
  'cleaning_runs',
  'apply_batches',
  'suppressions',
  'audit_log',
  'web_users',
  'report_schedules',
  'report_runs',
  'report_requests',
  'report_dispatches',
];

/** A hash of everything a page could change; sessions are not in it. */
export async function contentsOf({ db }: Pick<PagesBench, 'db'>): Promise<string> {
  const rows = await Promise.all(KEPT.map((table) => db(table).orderBy('id').select()));
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** below the address of the site */
  readonly location: string | null;
};

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Sends what a browser sends, keeps cookies, follows nothing by itself. */
export type Browser = {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** with the token of the session, unless the fields name one */
  readonly post: (
    path: string,
    fields?: Fields,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  readonly csrf: () => Promise<string>;
  readonly cookies: Map<string, string>;
};

export function browser(url: string): Browser {
  const cookies = new Map<string, string>();
  let token: string | null = null;
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        Accept: 'text/html',
        ...(cookie === '' ? {} : { Cookie: cookie }),
        ...(init.headers as Readonly<Record<string, string>>),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    return {
      status: response.status,
      text,
      headers: response.headers,
      location: response.headers.get('location'),
    };
  };
  const csrf = async (): Promise<string> => {
    token ??= /name="csrf" value="([^"]+)"/.exec((await call('/definitions', {})).text)?.[1] ?? '';
    return token;
  };
  return {
    cookies,
    csrf,
    get: (path, headers = {}) => call(path, { headers: { ...headers } }),
    post: async (path, fields = {}, headers = {}) => {
      const all: Fields = 'csrf' in fields ? fields : { csrf: await csrf(), ...fields };
      return call(path, { method: 'POST', body: formOf(all), headers: { ...FROM_US, ...headers } });
    },
  };
}

/** Of a page that asks about a whole list: which list that was. */
export function fingerprintOf({ text }: Answer): string {
  return /name="fingerprint" value="([^"]+)"/.exec(text)?.[1] ?? 'none';
}

/** As browsers send a form of a page that sends no referrer. */
export const FROM_US = {
  Origin: 'null',
  'Sec-Fetch-Site': 'same-origin',
  'Content-Type': 'application/x-www-form-urlencoded',
} as const;

function formOf(fields: Fields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
  return form.toString();
}

export async function signIn(url: string, name: string, password = PASSWORD): Promise<Browser> {
  const own = browser(url);
  const answer = await own.post('/sign-in', { csrf: '', name, password, to: '' });
  if (answer.status !== 303) throw new Error(`${name} could not sign in: ${answer.status}`);
  return own;
}
