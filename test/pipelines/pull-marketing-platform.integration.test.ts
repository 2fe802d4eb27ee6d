import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { takeParked } from '../../src/store/provider-events/take-parked.ts';
import { PULL_TABLES, type PullBench, pullBench, unix } from '../support/pull-bench.ts';

const MESSAGES =
  'message_id,contact_id,campaign_id,sent_at,status,provider\n' +
  'm1,c1,p1,2026-11-20T10:00:00Z,delivered,link_mobility\n' +
  'm2,c1,p1,2026-11-21T10:00:00Z,delivered,link_mobility\n';
const STORED = ['opt_outs', 'clicks', 'links', 'parked_events', 'platform_runs'];

let puller: PullBench;

beforeAll(async () => {
  puller = await pullBench();
});

afterAll(() => puller.drop());

beforeEach(async () => {
  await puller.reset();
  await puller.bench.give('messages', MESSAGES);
});

const PHONE = { mobile_prefix: '47', mobile_number: '91234567' };
const STRANGER = { mobile_prefix: '47', mobile_number: '99999999' };

function optOut(phone: object, at: string | null, more: object = {}) {
  return { profileid: '1', ...phone, sms_unsubscribed: at === null ? '' : unix(at), ...more };
}

function click(phone: object, at: string, more: object = {}) {
  return { ...phone, clicktime: unix(at), url: 'https://shop.example/a?to=1', clickip: '10.0.0.1', ...more };
}

function addRun(
  statid: string,
  clicks: Record<string, unknown>[],
  statistics: unknown = { sent: '2' },
): void {
  const started = unix(Temporal.Now.instant().subtract({ hours: 24 }).round('second').toString());
  puller.server.world.found.get('list:24')?.push(statid);
  puller.server.world.runs.set(statid, {
    listed: { statid, newsletterid: '311', newslettername: 'Autumn', starttime: started },
    clicks,
    statistics,
  });
}

async function stored(): Promise<Record<string, readonly string[]>> {
  const content: Record<string, readonly string[]> = {};
  for (const table of STORED) content[table] = await puller.bench.content(table);
  return content;
}

async function clicksOf(): Promise<readonly string[]> {
  return puller.bench
    .db('clicks as k')
    .join('messages as m', 'm.id', 'k.message_id')
    .orderBy('k.clicked_at')
    .pluck('m.message_id');
}

describe('opt-outs', () => {
  it('become those of the contact with that phone, at the time the platform says', async () => {
    puller.server.world.lists.set('24', [optOut(PHONE, '2026-11-22T08:00:00Z')]);
    const { optOuts } = await puller.pull();
    expect(optOuts).toEqual({ subjects: 1, read: 1, applied: 1, duplicate: 0, parked: 0, refused: 0 });
    const rows = await puller.bench
      .db('opt_outs as o')
      .join('contacts as c', 'c.id', 'o.contact_id')
      .select('*');
    expect(rows).toMatchObject([
      {
        contact_id: 'c1',
        event: 'opt_out',
        keyword: null,
        message_id: null,
        occurred_at: new Date('2026-11-22T08:00:00Z'),
      },
    ]);
    expect(await puller.bench.db('inbound').select('*')).toEqual([]);
  });

  it('of nobody wait until the contact is imported', async () => {
    puller.server.world.lists.set('24', [optOut(STRANGER, '2026-11-22T08:00:00Z')]);
    expect((await puller.pull()).optOuts).toMatchObject({ read: 1, applied: 0, parked: 1 });
    expect(JSON.stringify(await puller.bench.db('parked_events').select('*'))).not.toContain('99999999');
    await puller.bench.give('contacts', 'contact_id,phone,country\nc9,+4799999999,NO\n', {
      name: 'more.csv',
    });
    expect(await takeParked(puller.bench.db, 'all')).toBe(1);
    expect(await puller.bench.db('opt_outs').pluck('event')).toEqual(['opt_out']);
  });

  it('that cannot be read are counted with the reason, and stop none of the others', async () => {
    puller.server.world.lists.set('24', [
      optOut({ mobile_prefix: '47', mobile_number: null }, '2026-11-22T08:00:00Z'),
      optOut(PHONE, '2036-11-22T08:00:00Z'),
      optOut({ mobile_prefix: '', mobile_number: '91234567' }, '2026-11-22T08:00:00Z'),
      optOut(PHONE, '2026-11-22T08:00:00Z'),
      optOut(STRANGER, '2026-11-22T08:00:00Z'),
    ]);
    expect((await puller.pull()).optOuts).toMatchObject({
      read: 5,
      applied: 1,
      duplicate: 0,
      parked: 1,
      refused: 3,
    });
    const note: string = (await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).first('note'))
      ?.note;
    expect(note).toBe(
      'has no phone number; its fields: profileid, mobile_prefix, mobile_number, sms_unsubscribed',
    );
  });

  it('without a time count from when they are pulled, once, and say which fields there are', async () => {
    puller.server.world.lists.set('24', [optOut(PHONE, null)]);
    expect((await puller.pull()).optOuts).toMatchObject({ applied: 1 });
    expect((await puller.pull()).optOuts).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).pluck('note')).toEqual([
      expect.stringMatching(/^has no time of its own; its fields: profileid, /),
    ]);
  });

  it('told by two lists are one; later ones are another', async () => {
    const twoLists = { ...puller.plan, lists: ['24', '31'] };
    const row = optOut(PHONE, '2026-11-22T08:00:00Z');
    puller.server.world.lists.set('24', [row]);
    puller.server.world.lists.set('31', [row, optOut(PHONE, '2026-11-24T08:00:00Z')]);
    puller.server.world.found.set('list:31', []);
    expect((await puller.pull({ plan: twoLists })).optOuts).toMatchObject({
      read: 3,
      applied: 2,
      duplicate: 1,
    });
  });

  it('are asked for again an hour before the cursor, and further back only when told', async () => {
    const dates = (): string[] =>
      puller.server.asked
        .filter(({ path }) => path.startsWith('Profiles'))
        .map(({ parameters }) => parameters.date ?? '');
    await puller.pull();
    const position: Date = (
      await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).first('position')
    )?.position;
    const usual = String(Math.floor(position.getTime() / 1_000) - 3_600);
    await puller.pull();
    expect(dates().at(-1)).toBe(usual);
    await puller.pull({}, '2026-01-01T00:00:00Z');
    expect(dates().at(-1)).toBe(unix('2026-01-01T00:00:00Z'));
    await puller.bench.db('pull_cursors').update({ position: new Date('2026-11-10T00:00:00Z') });
    await puller.pull({}, '2026-11-20T00:00:00Z');
    expect(dates().at(-1)).toBe(unix('2026-11-09T23:00:00Z'));
  });
});

describe('a long answer', () => {
  const people = Array.from({ length: 11 }, (_, n) => ({
    mobile_prefix: '47',
    mobile_number: String(91_230_000 + n),
  }));

  it('is read page by page to its end, nothing left out and nothing twice', async () => {
    puller.server.world.lists.set(
      '24',
      people.map((phone) => optOut(phone, '2026-11-22T08:00:00Z')),
    );
    const { optOuts } = await puller.pull({ pageRows: 4 });
    expect(optOuts).toMatchObject({ applied: 0, parked: 11, refused: 0 });
    expect(await puller.bench.db('parked_events').countDistinct({ n: 'phone_hmac' })).toEqual([{ n: 11 }]);
    expect(
      await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).select('total_rows', 'pass_from'),
    ).toEqual([{ total_rows: 11, pass_from: null }]);
  });

  it('whose rows move up while we read loses none of them', async () => {
    const rows = people.map((phone) => optOut(phone, '2026-11-22T08:00:00Z'));
    puller.server.world.lists.set('24', rows);
    const pulling = puller.pull({ pageRows: 6 });
    while (!puller.server.asked.some(({ path }) => path.startsWith('Profiles')))
      await new Promise((resolve) => setImmediate(resolve));
    rows.splice(0, 2);
    await pulling;
    expect(await puller.bench.db('parked_events').countDistinct({ n: 'phone_hmac' })).toEqual([{ n: 11 }]);
  });

  it('that never ends is refused', async () => {
    puller.server.world.lists.set(
      '24',
      people.map((phone) => optOut(phone, '2026-11-22T08:00:00Z')),
    );
    puller.server.plant(
      'GetProfilesSMSUnsubscribedSince',
      { kind: 'endless' },
      { kind: 'endless' },
      { kind: 'endless' },
    );
    const { refused, optOuts } = await puller.pull({ pageRows: 4 });
    expect(refused).toMatchObject([
      { kind: 'opt_outs', subject: '24', reason: expect.stringMatching(/has no end/) },
    ]);
    expect(optOuts.read).toBe(0);
  });
});

describe('clicks of a run', () => {
  it('belong to the message that our campaign sent to that phone last before them', async () => {
    addRun('90', [
      click(PHONE, '2026-11-20T11:00:00Z'),
      click(PHONE, '2026-11-21T11:00:00Z', { clickid: '77' }),
      click(PHONE, '2026-11-19T11:00:00Z'),
    ]);
    const { runs, clicks } = await puller.pull();
    expect(runs).toMatchObject({ subjects: 1, read: 1, applied: 1 });
    expect(clicks).toEqual({ subjects: 1, read: 3, applied: 3, duplicate: 0, parked: 0, refused: 0 });
    expect(await clicksOf()).toEqual(['m1', 'm1', 'm2']);
    expect(await puller.bench.db('links').pluck('url')).toEqual(['https://shop.example/a']);
    const [row] = await puller.bench.db('clicks').whereNotNull('ip_hash').select('*');
    expect(row).toMatchObject({ agent_hash: null });
  });

  it('of a phone we sent nothing to wait for the message', async () => {
    addRun('90', [click(STRANGER, '2026-11-21T11:00:00Z')]);
    expect((await puller.pull()).clicks).toMatchObject({ read: 1, parked: 1 });
    await puller.bench.give('contacts', 'contact_id,phone,country\nc9,+4799999999,NO\n', {
      name: 'more.csv',
    });
    await puller.bench.give('messages', `${MESSAGES}m9,c9,p1,2026-11-21T10:00:00Z,sent,link_mobility\n`);
    expect(await takeParked(puller.bench.db, 'all')).toBe(0);
    const later = await puller.pull();
    expect(later.taken).toBe(1);
    expect(await clicksOf()).toEqual(['m9']);
    expect(await puller.bench.db('parked_events').select('*')).toEqual([]);
  });

  it('are not asked for again while their number is the same', async () => {
    addRun('90', [click(PHONE, '2026-11-20T11:00:00Z')]);
    await puller.pull();
    puller.server.world.runs.get('90')?.clicks.push(click(PHONE, '2026-11-20T12:00:00Z'));
    expect((await puller.pull()).clicks).toMatchObject({ read: 2, applied: 1, duplicate: 1 });
    expect((await puller.pull()).clicks).toMatchObject({ subjects: 1, read: 0 });
    expect(await clicksOf()).toEqual(['m1', 'm1']);
  });

  it('without a phone or time are refused with the reason; those of no campaign of ours are not asked for', async () => {
    addRun('90', [
      click({ emailaddress: 'a@b.example' }, '2026-11-20T11:00:00Z'),
      click(PHONE, '2026-11-20T11:00:00Z', { clicktime: '' }),
    ]);
    expect((await puller.pull()).clicks).toMatchObject({ read: 2, applied: 0, refused: 2 });
    const plan = { ...puller.plan, campaigns: { runs: { 91: 'p1' }, newsletters: {}, pattern: null } };
    const asked = puller.server.asked.length;
    expect(await puller.pull({ plan })).toMatchObject({ runsOfOthers: 1, clicks: { subjects: 0 } });
    expect(puller.server.asked.slice(asked).map(({ path }) => path)).not.toContain('Stats/GetClicks');
  });
});

describe('runs', () => {
  it('are those of lists, segments and newsletters, once each, told as an id or in full', async () => {
    addRun('90', []);
    const { found, runs } = puller.server.world;
    found.set('segment:7', ['90', '91']);
    found.set('newsletter:311', ['92']);
    for (const statid of ['91', '92']) runs.set(statid, { listed: statid, clicks: [], statistics: null });
    const plan = { ...puller.plan, segments: ['7'], newsletters: ['311'] };
    expect((await puller.pull({ plan })).runs).toMatchObject({
      subjects: 3,
      read: 4,
      applied: 3,
      duplicate: 1,
    });
    expect(
      await puller.bench.db('platform_runs').orderBy('statid').select('statid', 'found_by', 'name'),
    ).toEqual([
      { statid: 90, found_by: 'list:24', name: 'Autumn' },
      { statid: 91, found_by: 'segment:7', name: null },
      { statid: 92, found_by: 'newsletter:311', name: null },
    ]);
  });
});

describe('the same pull again', () => {
  it('changes nothing, in whatever pages it comes', async () => {
    puller.server.world.lists.set('24', [
      optOut(PHONE, '2026-11-22T08:00:00Z'),
      optOut(STRANGER, '2026-11-22T08:00:00Z'),
    ]);
    addRun('90', [click(PHONE, '2026-11-20T11:00:00Z'), click(STRANGER, '2026-11-20T11:00:00Z')]);
    await puller.pull({}, '2020-01-01T00:00:00Z');
    const before = await stored();
    const again = await puller.pull({ pageRows: 2 }, '2020-01-01T00:00:00Z');
    expect(again.optOuts).toMatchObject({ applied: 0, parked: 0 });
    expect(again.clicks).toMatchObject({ applied: 0, parked: 0 });
    expect(again.runs).toMatchObject({ applied: 0 });
    expect(again.statistics).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await stored()).toEqual(before);
    await refreshRollups(puller.bench.db, { now: Temporal.Now.instant() });
    expect(await puller.bench.db('cube_campaigns').select('hits', 'opted_out_contacts')).toMatchObject([
      { hits: 1 },
    ]);
  });
});

describe('trouble', () => {
  it('with one list is noted there, and the others are pulled', async () => {
    puller.server.world.lists.set('31', [optOut(PHONE, '2026-11-22T08:00:00Z')]);
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
    puller.server.world.lists.set('24', [optOut(PHONE, '2026-11-22T08:00:00Z')]);
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
    puller.server.world.lists.set('24', [optOut(PHONE, '2026-11-22T08:00:00Z')]);
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

  it('is a second process: it is told so, and stores nothing when its lease was taken over', async () => {
    puller.server.world.lists.set('24', [optOut(PHONE, '2026-11-22T08:00:00Z')]);
    puller.server.plant('GetProfilesSMSUnsubscribedSince', { kind: 'hang' });
    const hanging = puller.pull({ limits: { timeoutMs: 700 } });
    while (!puller.server.asked.some(({ path }) => path.startsWith('Profiles')))
      await new Promise((resolve) => setImmediate(resolve));
    await expect(puller.pull()).rejects.toMatchObject({ code: 'locked', exitCode: 4 });
    await puller.bench.db('pull_sources').update({ lease_owner: 'other' });
    await expect(hanging).rejects.toMatchObject({ code: 'locked' });
    expect(await puller.bench.db('opt_outs').select('*')).toEqual([]);
    expect(await puller.bench.db('pull_sources').pluck('lease_owner')).toEqual(['other']);
  });
});

describe('the tables of pulls', () => {
  it('hold no phone number', async () => {
    puller.server.world.lists.set('24', [optOut(PHONE, '2026-11-22T08:00:00Z'), optOut(STRANGER, null)]);
    addRun('90', [click(STRANGER, '2026-11-20T11:00:00Z')], { sent: 1, last: { mobile_number: '91234567' } });
    await puller.pull();
    for (const table of [...PULL_TABLES, 'parked_events', 'opt_outs', 'clicks'])
      expect(JSON.stringify(await puller.bench.db(table).select('*'))).not.toMatch(/91234567|99999999/);
  });
});
