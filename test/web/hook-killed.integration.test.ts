import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import { HOOK_SECRETS_TEXT, HOOKS_YAML, hooksFile, linkReceipts, PLAIN } from '../support/web-bench.ts';
import { startWebProcess } from '../support/web-process.ts';

const IDS = ['B0', 'B1', 'A0', 'A1'] as const;

let fresh: FreshDatabase;
let folder: string;
let file: ReturnType<typeof hooksFile>;

beforeAll(async () => {
  fresh = await freshDatabase();
  file = hooksFile(HOOKS_YAML);
  folder = mkdtempSync(join(tmpdir(), 'hook-killed-'));
  const messages = IDS.map((id) => `m${id},c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,${id}\n`);
  const files = {
    contacts: 'contact_id,phone,country\nc1,+4791234567,NO\n',
    campaigns: 'campaign_id,name,kind,link_count\np1,Black week,promotional,1\n',
    messages: `message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id\n${messages.join('')}`,
  };
  for (const [kind, text] of Object.entries(files)) {
    const path = join(folder, `${kind}.csv`);
    writeFileSync(path, text);
    await importFiles({ db: fresh.db, secretKey: IMPORT_SECRET, paths: [path] });
  }
});
afterAll(async () => {
  file.remove();
  rmSync(folder, { recursive: true });
  await fresh.drop();
});

const startWeb = (settings: Readonly<Record<string, string>>) =>
  startWebProcess(file.path, {
    DATABASE_URL: fresh.url,
    HOOK_SECRETS: HOOK_SECRETS_TEXT,
    SECRET_KEY: IMPORT_SECRET,
    ...settings,
  });

/** null = no answer */
async function post(url: string, ids: readonly string[]): Promise<number | null> {
  const body = linkReceipts(...ids);
  const answer = fetch(`${url}/hooks/link_mobility/plain`, { method: 'POST', headers: PLAIN, body });
  return answer.then(
    ({ status }) => status,
    () => null,
  );
}

const delivered = (prefix: string): PromiseLike<string[]> =>
  fresh
    .db('receipts as r')
    .join('messages as m', 'm.id', 'r.message_id')
    .where('r.status', 50)
    .where('m.provider_message_id', 'like', `${prefix}%`)
    .orderBy('m.provider_message_id')
    .pluck('m.provider_message_id');

it.each([
  ['hook.before_commit', 'B', 0],
  ['hook.after_commit', 'A', 2],
])(
  'killed at %s: all of the request or nothing, and once when it comes again',
  async (point, prefix, kept) => {
    const ids = IDS.filter((id) => id.startsWith(prefix));
    const dying = startWeb({ FAULT_POINT: point });
    expect(await post(await dying.url(), ids)).toBeNull();
    expect(await dying.ended).toBeNull();
    expect(await delivered(prefix)).toHaveLength(kept);

    const next = startWeb({});
    expect(await post(await next.url(), ids)).toBe(200);
    next.kill('SIGTERM');
    expect(await next.ended).toBe(0);
    expect(await delivered(prefix)).toEqual(ids);
  },
);
