import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildRollups } from '../../src/pipelines/rebuild-rollups.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { lookAtRotation, rotatePhoneKey } from '../../src/pipelines/rotate-phone-key.ts';
import { verifyRollups } from '../../src/pipelines/verify-rollups.ts';
import { CUBES } from '../../src/store/roll-up/cubes.ts';
import {
  BOTH,
  ERASED,
  NEW_KEY,
  numberOf,
  type RotationBench,
  rotationBench,
} from '../support/rotation-bench.ts';

const CONTACTS = Array.from({ length: 40 }, (_, at) => at + 1).filter((one) => numberOf(one) !== ERASED);
const MESSAGES = 'message_id,contact_id,campaign_id,sent_at,status,provider,cost,currency\n';

let bench: RotationBench;
beforeAll(async () => {
  bench = await rotationBench();
  await bench.give(
    'campaigns',
    'campaign_id,name,kind,link_count\np1,Spring,promotional,1\np2,May,promotional,1\n',
  );
  await giveSending('p1', '2026-03-02T10:00', ['twin', 'written']);
  await giveSending('p2', '2026-05-04T10:00', ['twin', 'meant']);
  await refreshRollups(bench.db);
});
afterAll(() => bench.drop());

/** To everybody; every third clicks, every fifth orders, every ninth asks to stop. */
async function giveSending(
  campaign: string,
  at: string,
  others: readonly string[],
  secretKey: string | readonly string[] = BOTH,
): Promise<void> {
  const contacts = [...CONTACTS.map((one) => `k${one}`), ...others];
  const options = (kind: string) => ({ secretKey, name: `${kind}-${campaign}.csv` });
  const lines = (every: number, line: (contact: string) => string): string =>
    contacts
      .filter((_, index) => index % every === 0)
      .map((contact) => `${line(contact)}\n`)
      .join('');
  const [day, time] = [at.slice(0, 10), at.slice(11)];
  await bench.give(
    'messages',
    MESSAGES +
      lines(1, (one) => `${campaign}-${one},${one},${campaign},${at}:00Z,delivered,generic,0.05,EUR`),
    options('messages'),
  );
  await bench.give(
    'clicks',
    `click_id,message_id,clicked_at\n${lines(3, (one) => `x${campaign}-${one},${campaign}-${one},${day}T${time}:40Z`)}`,
    options('clicks'),
  );
  await bench.give(
    'conversions',
    `conversion_id,contact_id,converted_at,value,currency\n${lines(5, (one) => `o${campaign}-${one},${one},${day}T12:00:00Z,10.00,EUR`)}`,
    options('conversions'),
  );
  await bench.give(
    'opt_outs',
    `event_id,contact_id,event,occurred_at\n${lines(9, (one) => `s${campaign}-${one},${one},opt_out,${day}T13:00:00Z`)}`,
    options('opt-outs'),
  );
}

async function faults(): Promise<readonly unknown[]> {
  const { drift, cubes } = await verifyRollups(bench.db, { chunk: 17 });
  expect(cubes.length).toBeGreaterThan(15);
  return [...drift, ...cubes.filter(({ differing }) => differing > 0)];
}

async function sums(): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = CUBES.map(({ name }) => name);
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, await bench.content(table)] as const)),
  );
}

const rotate = (onBatch?: () => Promise<void>) =>
  rotatePhoneKey({ db: bench.db, secret: BOTH }, { actor: 'test', batchRows: 7, onBatch });

async function rotateHalf(): Promise<void> {
  await expect(
    rotate(async () => {
      const { state, left } = await lookAtRotation({ db: bench.db, secret: BOTH });
      if (state === 'moving' && left.numbers < 25) throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
}

describe('a change of the key of phones', () => {
  it('leaves facts and cubes as they were, half way and at its end', async () => {
    const before = await sums();
    expect(before['cube_campaigns']).toHaveLength(2);
    expect(await faults()).toEqual([]);
    await rotateHalf();
    expect(await faults()).toEqual([]);
    expect(await sums()).toEqual(before);
  });

  it('counts what comes in half way, and what comes after it, as a rebuild does', async () => {
    await bench.give('campaigns', 'campaign_id,name,kind,link_count\np3,June,promotional,1\n', {
      secretKey: BOTH,
      name: 'campaigns-p3.csv',
    });
    await bench.give(
      'contacts',
      `contact_id,phone,country\n${CONTACTS.map((one) => `again${one},${numberOf(one)},NO\n`).join('')}`,
      { secretKey: BOTH, name: 'contacts-again.csv' },
    );
    await giveSending(
      'p3',
      '2026-06-01T10:00',
      CONTACTS.map((one) => `again${one}`),
    );
    expect(await faults()).toEqual([]);
    await rotate();
    expect(await faults()).toEqual([]);
    await bench.give('campaigns', 'campaign_id,name,kind,link_count\np4,July,promotional,1\n', {
      secretKey: NEW_KEY,
      name: 'campaigns-p4.csv',
    });
    await giveSending(
      'p4',
      '2026-07-06T10:00',
      CONTACTS.map((one) => `again${one}`),
      NEW_KEY,
    );
    expect(await faults()).toEqual([]);
    const counted = await sums();
    expect(counted['cube_campaigns']).toHaveLength(4);
    await rebuildRollups(bench.db);
    expect(await faults()).toEqual([]);
    expect((await sums())['cube_campaigns']).toEqual(counted['cube_campaigns']);
  });
});
