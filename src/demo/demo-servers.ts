import { Redis } from 'ioredis';
import { type PrivateServers, startPrivateServers } from '../servers/private-servers.ts';
import type { Engine } from '../servers/server-version.ts';
import { connectMysql } from '../store/connect.ts';

/** Private servers of the demo's own, emptied: nothing of an earlier demo shows. */
export async function startDemoServers(request: {
  readonly folder: string;
  readonly instance: string;
  readonly engine: Engine | undefined;
  readonly keep: boolean;
  readonly tell: (line: string) => void;
}): Promise<PrivateServers> {
  const servers = await startPrivateServers({ ...request, bufferPoolMb: 512 });
  try {
    await emptyDatabase(servers.databaseUrl);
    await emptyRedis(servers.redisUrl);
  } catch (error) {
    await servers.stop();
    throw error;
  }
  return servers;
}

async function emptyDatabase(url: string): Promise<void> {
  const db = connectMysql(url, { poolSize: 1 });
  const name = new URL(url).pathname.slice(1);
  try {
    await db.raw('DROP DATABASE IF EXISTS ??', [name]);
    await db.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [name]);
  } finally {
    await db.destroy();
  }
}

async function emptyRedis(url: string): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}
