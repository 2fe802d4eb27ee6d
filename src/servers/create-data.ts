import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../core/failure.ts';
import { type Program, programFolders } from './find-program.ts';

const run = promisify(execFile);

/** Arguments of every call of a database server, in this order. */
export function commonArgs(program: Pick<Program, 'basedir'>, data: string): readonly string[] {
  return [
    // Must come first, or the machine's own configuration is read.
    '--no-defaults',
    `--datadir=${data}`,
    ...(program.basedir === null ? [] : [`--basedir=${program.basedir}`]),
    // Refused as root otherwise.
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
}

/**
 * Fills a new data folder. It is made beside its final place and moved there when whole: a killed first start
 * leaves nothing half made.
 */
export async function createData(data: string, program: Program): Promise<void> {
  const half = `${data}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  await (program.product === 'mysql' ? initializeMysql(half, program) : installMariadb(half, program));
  renameSync(half, data);
}

async function initializeMysql(data: string, program: Program): Promise<void> {
  const own = ['--initialize-insecure', '--secure-file-priv=', '--mysqlx=OFF'];
  await runOrFail(program, program.command, [...program.args, ...commonArgs(program, data), ...own]);
}

/** MariaDB fills it by a shell script that takes no path with a space: then it is shown one without. */
async function installMariadb(data: string, program: Program): Promise<void> {
  const script = installScript(program);
  const own = ['--skip-test-db', '--auth-root-authentication-method=socket', '--skip-name-resolve'];
  if (/^[\w./@+-]+$/.test(`${data}${program.basedir ?? ''}`)) {
    return runOrFail(program, script, [...commonArgs(program, data), ...own]);
  }
  const short = mkdtempSync(join(tmpdir(), 'sms-reports-'));
  try {
    symlinkSync(data, join(short, 'data'));
    if (program.basedir !== null) symlinkSync(program.basedir, join(short, 'base'));
    const basedir = program.basedir === null ? null : join(short, 'base');
    await runOrFail(program, script, [...commonArgs({ basedir }, join(short, 'data')), ...own]);
  } finally {
    rmSync(short, { recursive: true });
  }
}

/** With a folder of its own for temporary tables: a server that starts removes those of others in the same one. */
async function runOrFail(program: Program, command: string, args: readonly string[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'sms-reports-'));
  try {
    const env = { ...process.env, ...program.env, TMPDIR: scratch };
    await run(command, [...args], { env, cwd: scratch, maxBuffer: 16 * 1024 * 1024 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.trim().split('\n').at(-1) : String(cause);
    throw new Failure('server-unavailable', `${command} cannot make a data folder: ${why}`, { cause });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function installScript(program: Program): string {
  const near =
    program.basedir === null ? [] : ['bin', 'scripts'].map((part) => join(program.basedir ?? '', part));
  const beside = [dirname(program.command), join(dirname(program.command), '../bin')];
  const folders = [...near, ...beside, ...programFolders(process.env['PATH'])];
  const names = ['mariadb-install-db', 'mysql_install_db'];
  const script = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (script !== undefined) return script;
  throw new Failure(
    'server-unavailable',
    `mariadb-install-db is missing beside ${program.command}; it belongs to the MariaDB server package`,
  );
}
