import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { freshDatabase } from '../support/database.ts';
import { HISTORY_SECRET_KEY, type ImportedHistory, importedHistory } from '../support/history.ts';

let history: ImportedHistory;
beforeAll(async () => {
  history = await importedHistory({ scale: 0.003 });
});
afterAll(() => history.drop());

const open = (url: string, secretKey: string) =>
  openApp({
    config: readConfig(
      { DATABASE_URL: url, REDIS_URL: inject('redisUrl'), SECRET_KEY: secretKey },
      'no-such-file.yaml',
    ),
    schema: 'must-match',
  });

it('lets nobody work on phones with a key that is not theirs', async () => {
  const other = HISTORY_SECRET_KEY.replace('a key', 'my key');
  await expect(open(history.url, other)).rejects.toMatchObject({
    code: 'bad-config',
    exitCode: 78,
    message: expect.stringMatching(/^SECRET_KEY: is not the one that the phones of this database/),
  });
  await (await open(history.url, HISTORY_SECRET_KEY)).close();
});

it('takes any key where no phone is stored yet', async () => {
  const empty = await freshDatabase();
  const key = HISTORY_SECRET_KEY.replace('a key', 'my key');
  const app = await open(empty.url, key);
  expect(app.secretKey).toBe(key);
  await app.close();
  await empty.drop();
});
