import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { HISTORY_SECRET_KEY } from '../support/history.ts';
import { type SourceAccount, sourceAccount } from '../support/source-account.ts';

let ours: FreshDatabase;
let theirs: FreshDatabase;
let account: SourceAccount;

beforeAll(async () => {
  ours = await freshDatabase();
  theirs = await freshDatabase();
  account = await sourceAccount(theirs, 'SELECT, INSERT');
});
afterAll(async () => {
  await account.drop();
  await theirs.drop();
  await ours.drop();
});

const open = (schema: 'must-match' | 'any') =>
  openApp({
    config: readConfig(
      {
        DATABASE_URL: ours.url,
        SOURCE_DATABASE_URL: account.url,
        REDIS_URL: inject('redisUrl'),
        SECRET_KEY: HISTORY_SECRET_KEY,
      },
      'no-such-file.yaml',
    ),
    schema,
  });

it('nothing starts with an account that may write to the source, but what looks for the trouble', async () => {
  await expect(open('must-match')).rejects.toMatchObject({
    code: 'bad-config',
    exitCode: 78,
    message:
      'SOURCE_DATABASE_URL: source rights INSERT; give SOURCE_DATABASE_URL an account with SELECT only',
  });
  await (await open('any')).close();
  await theirs.db.raw(`REVOKE INSERT ON \`${theirs.name}\`.* FROM '${new URL(account.url).username}'@'%'`);
  await (await open('must-match')).close();
});
