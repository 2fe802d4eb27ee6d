import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { connectMysql } from '../../src/store/connect.ts';
import { freshDatabase, freshRedisPrefix } from '../support/database.ts';

describe('fresh databases', () => {
  it('are apart from each other and gone after drop', async () => {
    const [first, second] = await Promise.all([freshDatabase(), freshDatabase()]);
    await first.db('segments').insert({ segment_id: 's-1', name: 'First' });
    expect(await second.db('segments').select('id')).toEqual([]);
    await first.drop();
    const late = connectMysql(first.url);
    await expect(late.raw('SELECT 1')).rejects.toMatchObject({ code: 'ER_BAD_DB_ERROR' });
    await late.destroy();
    await second.drop();
  });
});

describe('fresh Redis prefixes', () => {
  it('drop their own keys and no others', async () => {
    const [mine, theirs] = [freshRedisPrefix(), freshRedisPrefix()];
    const redis = new Redis(mine.url);
    await redis.mset(`${mine.prefix}:a`, '1', `${mine.prefix}:b`, '2', `${theirs.prefix}:a`, '3');
    await mine.drop();
    expect(await redis.keys(`${mine.prefix}*`)).toEqual([]);
    expect(await redis.get(`${theirs.prefix}:a`)).toBe('3');
    await theirs.drop();
    redis.disconnect();
  });
});
