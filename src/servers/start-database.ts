import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commonArgs, createData } from './create-data.ts';
import { disposeOfOld } from './dispose-of-old.ts';
import type { Program } from './find-program.ts';
import {
  type RunningServer,
  readLastPorts,
  readSecrets,
  writeLastPorts,
  writePrivately,
} from './instance-files.ts';
import { launch } from './launch.ts';
import { firstAnswer, onFreePort } from './loopback.ts';

export const DATABASE_USER = 'sms_reports';
export const DATABASE_NAME = 'sms_reports';

export type DatabaseRequest = {
  readonly folder: string;
  readonly program: Program;
  /** InnoDB buffer pool */
  readonly bufferPoolMb: number;
  /** nothing waits for the disk; data of before the machine's last start is thrown away */
  readonly isDisposable: boolean;
  readonly onBorn: (server: RunningServer) => void;
};

/**
 * Makes the data folder when there is none, then starts the server on a free port of 127.0.0.1. No socket
 * file: nothing lies outside `folder`. The user is made by an init file, which runs before the first client.
 */
export async function startDatabase(request: DatabaseRequest): Promise<RunningServer> {
  const { folder, program, isDisposable } = request;
  const data = join(folder, `data-${program.product}`);
  if (isDisposable) disposeOfOld(data);
  mkdirSync(join(folder, 'tmp'), { recursive: true, mode: 0o700 });
  if (!existsSync(data)) await createData(data, program);
  return onFreePort(readLastPorts(folder).database, (port) => startOn(port, data, request));
}

async function startOn(port: number, data: string, request: DatabaseRequest): Promise<RunningServer> {
  const { folder, program } = request;
  const initFile = join(folder, 'init.sql');
  writePrivately(initFile, initSql(program.product, readSecrets(folder).databasePassword));
  const { version } = program;
  const server = await launch({
    program,
    args: [...commonArgs(program, data), ...serverArgs(request, port), `--init-file=${initFile}`],
    logFile: join(folder, 'database.log'),
    onBorn: (identity) => request.onBorn({ ...identity, port, version }),
    isReady: () => isDatabase(port),
    patienceMs: 60_000,
  });
  rmSync(initFile, { force: true });
  writeLastPorts(folder, { database: port });
  return { ...server, port, version };
}

/** A MySQL-compatible server speaks first: protocol version 10, then its version as text. */
export async function isDatabase(port: number): Promise<boolean> {
  const greeting = await firstAnswer(port, '');
  return greeting !== null && greeting[4] === 10;
}

function serverArgs(
  { folder, program, bufferPoolMb, isDisposable }: DatabaseRequest,
  port: number,
): readonly string[] {
  const redoMb = Math.max(96, Math.round(bufferPoolMb / 2));
  const own =
    program.product === 'mysql'
      ? ['--mysqlx=OFF', '--secure-file-priv=', `--innodb-redo-log-capacity=${redoMb}M`]
      : [`--innodb-log-file-size=${redoMb}M`];
  return [
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--socket=',
    `--pid-file=${join(folder, 'database.pid')}`,
    `--tmpdir=${join(folder, 'tmp')}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    '--performance-schema=OFF',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--default-time-zone=+00:00',
    '--local-infile=1',
    '--max-allowed-packet=64M',
    '--max-connections=200',
    `--innodb-buffer-pool-size=${bufferPoolMb}M`,
    '--innodb-buffer-pool-dump-at-shutdown=OFF',
    // A crash of the machine (not of the server) may lose the last second: fine for private data.
    '--innodb-flush-log-at-trx-commit=2',
    ...own,
    ...(isDisposable ? withoutDisk(program.product) : []),
  ];
}

/** Making a table waits for the disk several times over, also where a commit does not. */
function withoutDisk(product: Program['product']): readonly string[] {
  return product === 'mysql' ? ['--innodb-flush-method=nosync'] : ['--loose-debug-no-sync'];
}

/** One statement a line. Root cannot come in over TCP and there is no socket; on MySQL it is locked as well. */
function initSql(product: Program['product'], password: string): string {
  const user = `'${DATABASE_USER}'@'127.0.0.1'`;
  return [
    `CREATE DATABASE IF NOT EXISTS ${DATABASE_NAME} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY '${password}';`,
    `ALTER USER ${user} IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO ${user} WITH GRANT OPTION;`,
    ...(product === 'mysql' ? ["ALTER USER IF EXISTS 'root'@'localhost' ACCOUNT LOCK;"] : []),
  ].join('\n');
}
