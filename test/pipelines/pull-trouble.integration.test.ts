import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PullBench, pullBench } from '../support/pull-bench.ts';
import { optOutRow, PHONE, SENT_MESSAGES } from '../support/pull-rows.ts';

let puller: PullBench;

beforeAll(async () => {
  puller = await pullBench();
});

afterAll(() => puller.drop());

beforeEach(async () => {
  await puller.reset();
  await puller.bench.give('messages', SENT_MESSAGES);
});

describe('trouble', () => {
  it('with one list is noted there, and the others are pulled', async () => {
    puller.server.world.lists.set('31', [optOutRow(PHONE, '2026-11-22T08:00:00Z')]);
    puller.server.world.found.set('list:31', []);
    puller.server.world.forbidden.add('24');
    const { optOuts, refused } = await puller.pull({ plan: { ...puller.plan, lists: ['24', '99', '31'] } });
    expect(optOuts).toMatchObject({ subjects: 3, applied: 1 });
    expect(refused.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'opt_outs 24',
      'opt_outs 99',
      'runs list:99',
    ]);
    const cursor = await puller.bench
      .db('pull_cursors')
      .where({ kind: 'opt_outs', subject: '24' })
      .first('*');
    expect(cursor).toMatchObject({
      position: null,
      last_error: expect.stringMatching(/403: You have no access/),
    });
    puller.server.world.forbidden.clear();
    await puller.pull();
    expect(await puller.bench.db('pull_cursors').where({ subject: '24' }).pluck('last_error')).toEqual([
      null,
    ]);
  });

  it('with the platform ends the pull, gives the lease back and keeps what was stored', async () => {
    puller.server.world.lists.set('24', [optOutRow(PHONE, '2026-11-22T08:00:00Z')]);
    puller.server.plant('GetStatidsByList', ...Array.from({ length: 4 }, () => ({ kind: 'html' as const })));
    await expect(puller.pull()).rejects.toMatchObject({ code: 'remote-unreachable', retryable: true });
    expect(await puller.bench.db('opt_outs').pluck('event')).toEqual(['opt_out']);
    expect(await puller.bench.db('pull_sources').select('*')).toMatchObject([
      { lease_owner: null, finished_at: null, last_error: expect.stringMatching(/web page/) },
    ]);
    expect((await puller.pull({}, '2026-11-20T00:00:00Z')).optOuts).toMatchObject({
      applied: 0,
      duplicate: 1,
    });
  });

  it('that passes is waited for', async () => {
    puller.server.world.lists.set('24', [optOutRow(PHONE, '2026-11-22T08:00:00Z')]);
    puller.server.plant('GetProfilesSMSUnsubscribedSince', { kind: 'status', status: 500 }, { kind: 'cut' });
    expect((await puller.pull()).optOuts).toMatchObject({ applied: 1 });
  });

  it('with the token ends it without telling the token', async () => {
    const { account } = puller.needs();
    const wrong = puller.pull({ account: { ...account, token: 'wrong-token-9876543210' } });
    await expect(wrong).rejects.toMatchObject({ code: 'bad-config' });
    expect(JSON.stringify(await puller.bench.db('pull_sources').select('*'))).not.toContain('wrong-token');
  });

  it('is a source of somebody else’s: nothing is asked', async () => {
    await expect(puller.pull({ hasForeignSource: true })).rejects.toMatchObject({
      code: 'bad-state',
      exitCode: 3,
    });
    expect(puller.server.asked).toEqual([]);
  });

  it('is a lease that is lost while the answer is on its way: none of it is stored', async () => {
    puller.server.world.lists.set('24', [optOutRow(PHONE, '2026-11-22T08:00:00Z')]);
    const { promise: until, resolve } = Promise.withResolvers<void>();
    puller.server.plant('GetProfilesSMSUnsubscribedSince', { kind: 'late', until });
    const pulling = puller.pull();
    while (!puller.server.asked.some(({ path }) => path.startsWith('Profiles')))
      await new Promise((done) => setImmediate(done));
    await puller.bench.db('pull_sources').update({ lease_owner: 'other' });
    resolve();
    await expect(pulling).rejects.toMatchObject({ code: 'locked' });
    expect(await puller.bench.db('opt_outs').select('*')).toEqual([]);
    expect(await puller.bench.db('pull_cursors').pluck('next_offset')).toEqual([0]);
  });

  it('is a second process: it is told so, and stores nothing when its lease was taken over', async () => {
    puller.server.world.lists.set('24', [optOutRow(PHONE, '2026-11-22T08:00:00Z')]);
    const { promise: until, resolve } = Promise.withResolvers<void>();
    puller.server.plant('GetProfilesSMSUnsubscribedSince', { kind: 'cut', until });
    const waiting = puller.pull();
    while (!puller.server.asked.some(({ path }) => path.startsWith('Profiles')))
      await new Promise((done) => setImmediate(done));
    await expect(puller.pull()).rejects.toMatchObject({ code: 'locked', exitCode: 4 });
    await puller.bench.db('pull_sources').update({ lease_owner: 'other' });
    // it would ask again, and may not
    resolve();
    await expect(waiting).rejects.toMatchObject({ code: 'locked' });
    expect(await puller.bench.db('opt_outs').select('*')).toEqual([]);
    expect(await puller.bench.db('pull_sources').pluck('lease_owner')).toEqual(['other']);
  });
});
