import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from './process-identity.ts';
import type { Engine } from './server-version.ts';

/** Made once for an instance and kept; the file is readable by its owner only. */
export type InstanceSecrets = {
  readonly databasePassword: string;
  readonly redisPassword: string;
  /** 32 random bytes in hex, for phone numbers and signed links of private use */
  readonly secretKey: string;
};

export type RunningServer = ProcessIdentity & { readonly port: number; readonly version: string };

/** What runs now; the file is there only while servers run (or were killed). */
export type RunningServers = {
  readonly engine: Engine | null;
  readonly database: RunningServer | null;
  readonly redis: RunningServer | null;
  /** the process that ends them when all holders were killed */
  readonly keeper: ProcessIdentity | null;
};

export function readSecrets(folder: string): InstanceSecrets {
  const found = readJson<InstanceSecrets>(join(folder, 'secrets.json'));
  if (found !== null) return found;
  const secrets: InstanceSecrets = {
    databasePassword: randomBytes(18).toString('base64url'),
    redisPassword: randomBytes(18).toString('base64url'),
    secretKey: randomBytes(32).toString('hex'),
  };
  writePrivately(join(folder, 'secrets.json'), JSON.stringify(secrets));
  return secrets;
}

export function readRunning(folder: string): RunningServers | null {
  return readJson<RunningServers>(join(folder, 'running.json'));
}

export function writeRunning(folder: string, running: RunningServers | null): void {
  const file = join(folder, 'running.json');
  if (running === null) return rmSync(file, { force: true });
  writePrivately(file, JSON.stringify(running));
}

/** Ports of the last start: used again when free, so that an address in somebody's notes stays right. */
export type LastPorts = { readonly database?: number; readonly redis?: number };

export function readLastPorts(folder: string): LastPorts {
  return readJson<LastPorts>(join(folder, 'ports.json')) ?? {};
}

export function writeLastPorts(folder: string, ports: LastPorts): void {
  writePrivately(join(folder, 'ports.json'), JSON.stringify({ ...readLastPorts(folder), ...ports }));
}

/** Owner-only, and whole or not at all: a killed writer leaves the old file. */
export function writePrivately(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Our own files, written whole by the functions above: their shape is known, only absence is expected. */
function readJson<T>(file: string): T | null {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}
