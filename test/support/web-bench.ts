import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import type { GroupCommitLimits } from '../../src/pipelines/group-commit.ts';
import { type RunningWeb, startWeb } from '../../src/web/run-web.ts';
import type { FreshDatabase } from './database.ts';
import { collectedLog, type LoggedLine, workerApp } from './worker-app.ts';

export const HOOK_SECRETS = {
  one: 'first-secret-of-hooks-0123',
  two: 'other-secret-of-hooks-4567',
  token: 'twilio-token-89abcdef01234567',
} as const;

export const HOOK_SECRETS_TEXT = Object.entries(HOOK_SECRETS)
  .map(([name, value]) => `${name}=${value}`)
  .join(' ');

/** Every way of authentication once. */
export const HOOKS_YAML = `
public_url: https://reports.example.com/sms/
hooks:
  link_mobility:
    auth: { by: hmac, secrets: [two, one] }
  link_mobility/plain:
    auth: { by: header, secrets: [one] }
  link_mobility/slow:
    auth: { by: header, secrets: [one] }
    per_minute: 10
  link_mobility_pswin:
    auth: { by: path, secrets: [one] }
    timezone: Europe/Oslo
  link_mobility_dk:
    auth: { by: query, parameter: key, secrets: [one] }
  twilio:
    auth: { by: twilio, secrets: [token] }
  sinch:
    auth: { by: basic, secrets: [one] }
  sinch/signed:
    auth: { by: sinch, secrets: [two, one] }
  vonage:
    auth: { by: vonage_sig, secrets: [one] }
  vonage_messages:
    auth: { by: vonage, secrets: [one] }
  bird:
    auth: { by: bird, secrets: [one] }
  messagebird:
    auth: { by: messagebird, secrets: [one] }
`;

export type WebBench = {
  readonly url: string;
  readonly app: App;
  readonly lines: readonly LoggedLine[];
  readonly stop: () => Promise<void>;
};

export async function webBench(
  fresh: FreshDatabase,
  options: { readonly limits?: Partial<GroupCommitLimits>; readonly hooks?: string } = {},
): Promise<WebBench> {
  const app = workerApp(
    fresh,
    { url: 'redis://127.0.0.1:1', prefix: 'none' },
    { WEB_PORT: '0', HOOK_SECRETS: HOOK_SECRETS_TEXT },
  );
  const file = hooksFile(options.hooks ?? HOOKS_YAML);
  const { log, lines } = collectedLog();
  let web: RunningWeb;
  try {
    web = await startWeb(app, { hooks: file.path, pages: false, log, limits: options.limits ?? {} });
  } finally {
    file.remove();
  }
  return { url: web.url, app, lines, stop: web.stop };
}

export function hooksFile(content: string): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'hooks-'));
  const path = join(folder, 'hooks.yaml');
  writeFileSync(path, content);
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}

/** What `link_mobility/plain` wants to see. */
export const PLAIN = { 'Content-Type': 'application/json', 'X-Hook-Secret': HOOK_SECRETS.one } as const;

export type HookAnswerSeen = {
  readonly status: number;
  readonly text: string;
  /** null = the answer is no JSON */
  readonly json: unknown;
  readonly headers: Headers;
};

export async function callHook(url: string, path: string, init: RequestInit): Promise<HookAnswerSeen> {
  const response = await fetch(`${url}${path}`, { method: 'POST', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, text, json: isJson ? JSON.parse(text) : null, headers: response.headers };
}

/** LINK Mobility receipts as JSON. */
export function linkReceipts(...ids: readonly (string | null)[]): string {
  return JSON.stringify(
    ids.map((id) => ({ id, resultCode: 1001, timestamp: '2026-11-20T10:01:00Z', operator: 'no.telenor' })),
  );
}
