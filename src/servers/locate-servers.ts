import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../core/failure.ts';
import { askProgram, findProgram, type Program } from './find-program.ts';
import { withFolderLock } from './folder-lock.ts';
import { installInstruction } from './instruction.ts';
import { type Engine, isRecentEnough } from './server-version.ts';
import { canUnpack, type UnpackRequest, unpackPackages } from './unpack-packages.ts';

export type LocateRequest = {
  /** the checkout's `.local` */
  readonly folder: string;
  /** undefined = whichever is installed, MariaDB first, else the release's MariaDB */
  readonly engine?: Engine | undefined;
  /** an unpacked MySQL with `bin/mysqld` */
  readonly mysqlDir?: string | undefined;
  readonly tell: (line: string) => void;
};

/** Finds a database server on PATH, else unpacks one. Fails with `server-unavailable`. */
export async function locateDatabase(request: LocateRequest): Promise<Program> {
  if (request.mysqlDir !== undefined) return mysqlInFolder(resolve(request.mysqlDir));
  const wanted: readonly Engine[] = request.engine === undefined ? ['mariadb', 'mysql'] : [request.engine];
  for (const product of wanted) {
    const names = product === 'mariadb' ? ['mariadbd', 'mysqld'] : ['mysqld'];
    const found = await findProgram(names, [product]);
    if (found !== null) return found;
  }
  const product = wanted[0] ?? 'mariadb';
  const unpacked =
    product === 'mariadb'
      ? await unpackedProgram(request, 'mariadb', ['mariadb-server-core', 'mariadb-client-core'], 'release')
      : await unpackedProgram(request, 'mysql', ['mysql-server-core'], 'sid');
  if (unpacked === null) throw new Failure('server-unavailable', installInstruction(product));
  return unpacked;
}

/** Finds redis-server or valkey-server on PATH, else unpacks one. Fails with `server-unavailable`. */
export async function locateRedis(request: LocateRequest): Promise<Program> {
  const found =
    (await findProgram(['redis-server', 'valkey-server'], ['redis'])) ??
    (await unpackedProgram(request, 'redis', ['redis-server'], 'release'));
  if (found === null) throw new Failure('server-unavailable', installInstruction('redis'));
  return found;
}

async function mysqlInFolder(folder: string): Promise<Program> {
  const program = await askProgram({
    command: join(folder, 'bin/mysqld'),
    args: [],
    env: {},
    basedir: folder,
  });
  if (program === null) {
    throw new Failure(
      'server-unavailable',
      `${folder} is no unpacked MySQL: bin/mysqld is missing or does not run`,
    );
  }
  if (!isRecentEnough(program)) {
    throw new Failure(
      'server-unavailable',
      `${folder} holds ${program.product} ${program.version}; MySQL 8.4 or later is needed`,
    );
  }
  return program;
}

async function unpackedProgram(
  request: LocateRequest,
  name: Program['product'],
  packages: readonly string[],
  suite: UnpackRequest['suite'],
): Promise<Program | null> {
  if (!canUnpack()) return null;
  const folder = join(request.folder, 'packages', name);
  const root = await withFolderLock(folder, () =>
    unpackPackages({ folder, packages, suite, tell: request.tell }),
  );
  if (root === null) return null;
  const paths = {
    mariadb: 'usr/sbin/mariadbd',
    mysql: 'usr/sbin/mysqld',
    redis: 'usr/bin/redis-server',
  } as const;
  const path = join(root, paths[name]);
  const libraries = globSync(['usr/lib/*-linux-*', 'lib/*-linux-*'], { cwd: root }).map((part) =>
    join(root, part),
  );
  const basedir = name === 'redis' ? null : join(root, 'usr');
  if (suite === 'release') {
    return askProgram({ command: path, args: [], env: { LD_LIBRARY_PATH: libraries.join(':') }, basedir });
  }
  // Programs of sid need sid's libc, which only sid's own loader can load.
  const loader = globSync(
    ['usr/lib64/ld-linux-*.so.*', 'usr/lib/ld-linux-*.so.*', 'usr/lib/*-linux-*/ld-linux-*.so.*'],
    { cwd: root },
  )[0];
  if (loader === undefined) return null;
  return askProgram({
    command: join(root, loader),
    args: ['--library-path', libraries.join(':'), path],
    env: {},
    basedir,
  });
}
