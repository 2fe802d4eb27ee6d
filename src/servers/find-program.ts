import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { isRecentEnough, parseServerVersion, type ServerVersion } from './server-version.ts';

const run = promisify(execFile);

/** A server program that can be started: `command` then `args` before its own arguments, with `env` added. */
export type Program = ServerVersion & {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** `--basedir` of MariaDB or MySQL; null = let the program find its files */
  readonly basedir: string | null;
};

/** Where distributions and Homebrew put server programs that an ordinary user's PATH leaves out. */
const USUAL_FOLDERS = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/mysql/bin',
];

export function programFolders(path: string | undefined): readonly string[] {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return [...new Set([...folders, ...USUAL_FOLDERS])];
}

/** First of `names` in `folders` that is recent enough and of a wanted product; asks each for its version. */
export async function findProgram(
  names: readonly string[],
  products: readonly ServerVersion['product'][],
  folders: readonly string[] = programFolders(process.env['PATH']),
): Promise<Program | null> {
  for (const folder of folders) {
    for (const name of names) {
      const program = await askProgram({ command: join(folder, name), args: [], env: {}, basedir: null });
      if (program !== null && products.includes(program.product) && isRecentEnough(program)) return program;
    }
  }
  return null;
}

/** Adds product and version to a program; null when it is not there, does not run or is something else. */
export async function askProgram(program: Omit<Program, 'product' | 'version'>): Promise<Program | null> {
  if (!isExecutable(program.command)) return null;
  try {
    const { stdout } = await run(program.command, [...program.args, '--version'], {
      env: { ...process.env, ...program.env },
      timeout: 20_000,
    });
    const version = parseServerVersion(stdout);
    return version === null ? null : { ...program, ...version };
  } catch {
    return null;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
