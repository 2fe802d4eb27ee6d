import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { endWhenUnheld } from './end-servers.ts';
import { ensureRunning } from './ensure-running.ts';
import { withFolderLock } from './folder-lock.ts';
import { addHolder, dropHolder, dropKept } from './holders.ts';
import { type RunningServer, type RunningServers, readSecrets } from './instance-files.ts';
import { startKeeper } from './keeper.ts';
import type { Engine } from './server-version.ts';
import { DATABASE_NAME, DATABASE_USER } from './start-database.ts';

export type PrivateServersRequest = {
  /** the checkout's `.local`: everything lies in here */
  readonly folder: string;
  /** undefined = whichever is installed, MariaDB first, else the release's MariaDB is unpacked */
  readonly engine?: Engine | undefined;
  /** name of a set of data, e.g. `demo`, `test`, `default`; processes that say the same share it */
  readonly instance: string;
  /** servers that somebody else runs: they are used and not started */
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  /** an unpacked MySQL with `bin/mysqld` */
  readonly mysqlDir?: string | undefined;
  /** InnoDB buffer pool; only counts when this call starts the server */
  readonly bufferPoolMb?: number | undefined;
  /** true = the data may go with the machine: nothing waits for the disk, and after a new start of the machine all is empty */
  readonly isDisposable?: boolean | undefined;
  /** true = stay after this process until `stopPrivateServers` */
  readonly keep?: boolean | undefined;
  /** progress, for a person */
  readonly tell?: ((line: string) => void) | undefined;
};

export type PrivateServers = {
  /** `mysql://user:password@127.0.0.1:port/sms_reports`; the user may create databases */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** null = given by URL and not asked */
  readonly engine: Engine | null;
  readonly version: string | null;
  readonly redisVersion: string | null;
  /** 32 bytes in hex, kept with the data */
  readonly secretKey: string;
  /** where data, logs and secrets lie */
  readonly folder: string;
  /** Lets go; the last holder ends the servers. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

/**
 * Gives a database and a Redis: those whose URL is given, else those of the instance that already run, else
 * started from PATH or unpacked from the distribution's packages. Fails with `server-unavailable`, one
 * instruction in the message. Servers end with the last holder, also when every holder was killed.
 */
export async function startPrivateServers(request: PrivateServersRequest): Promise<PrivateServers> {
  const folder = instanceFolder(request);
  makeOwnFolder(folder);
  return withFolderLock(folder, async () => {
    const secrets = readSecrets(folder);
    const running = await runningServers(request, folder);
    const holder = addHolder(folder, request.keep === true);
    if (running.database !== null || running.redis !== null) startKeeper(folder);
    return {
      databaseUrl: request.databaseUrl ?? databaseUrl(running.database, secrets.databasePassword),
      redisUrl: request.redisUrl ?? redisUrl(running.redis, secrets.redisPassword),
      engine: running.engine,
      version: running.database?.version ?? null,
      redisVersion: running.redis?.version ?? null,
      secretKey: secrets.secretKey,
      folder,
      stop: () => letGo(folder, holder),
    };
  });
}

/** Ends the servers of an instance that `keep` left running, unless a live process still holds them. */
export async function stopPrivateServers(folder: string): Promise<readonly string[]> {
  return withFolderLock(folder, async () => {
    dropKept(folder);
    return endWhenUnheld(folder);
  });
}

export function instanceFolder({
  folder,
  instance,
  engine,
}: Pick<PrivateServersRequest, 'folder' | 'instance' | 'engine'>): string {
  return join(folder, 'servers', engine === undefined ? instance : `${instance}-${engine}`);
}

function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new Failure(
      'server-unavailable',
      `${folder} cannot be written: it needs to belong to the user who starts`,
      { cause },
    );
  }
}

async function letGo(folder: string, holder: string): Promise<void> {
  await withFolderLock(folder, async () => {
    dropHolder(folder, holder);
    await endWhenUnheld(folder);
  });
}

/** A failed start leaves no half: what it did start is ended again, unless others hold it. */
async function runningServers(request: PrivateServersRequest, folder: string): Promise<RunningServers> {
  const tell = request.tell ?? (() => undefined);
  try {
    return await ensureRunning({
      folder,
      locate: { folder: request.folder, engine: request.engine, mysqlDir: request.mysqlDir, tell },
      needsDatabase: request.databaseUrl === undefined,
      needsRedis: request.redisUrl === undefined,
      bufferPoolMb: request.bufferPoolMb ?? 256,
      isDisposable: request.isDisposable === true,
    });
  } catch (error) {
    await endWhenUnheld(folder);
    throw error;
  }
}

function databaseUrl(server: RunningServer | null, password: string): string {
  return `mysql://${DATABASE_USER}:${password}@127.0.0.1:${server?.port ?? 0}/${DATABASE_NAME}`;
}

function redisUrl(server: RunningServer | null, password: string): string {
  return `redis://:${password}@127.0.0.1:${server?.port ?? 0}`;
}
