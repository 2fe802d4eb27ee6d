import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';
import type { Program } from './find-program.ts';
import { endProcess, identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

export type LaunchRequest = {
  readonly program: Program;
  readonly args: readonly string[];
  readonly logFile: string;
  /** told as soon as the process exists, so that a crash of ours leaves a trace of it */
  readonly onBorn: (server: ProcessIdentity) => void;
  readonly isReady: () => Promise<boolean>;
  readonly patienceMs: number;
};

/** Starts a server in its own session (a Ctrl-C in our terminal is not for it) and waits until it serves. */
export async function launch(request: LaunchRequest): Promise<ProcessIdentity> {
  const { program, args, logFile } = request;
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(program.command, [...program.args, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env: { ...process.env, ...program.env },
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  const server = child.pid === undefined ? null : identityOf(child.pid);
  if (server === null) throw notStarted(request);
  request.onBorn(server);
  const giveUpAt = performance.now() + request.patienceMs;
  while (!(await request.isReady())) {
    if (!isAlive(server)) throw notStarted(request);
    if (performance.now() > giveUpAt) {
      await endProcess(server, 5_000);
      throw notStarted(request);
    }
    await sleep(15);
  }
  // somebody else may have answered on a port that ours could not have
  if (!isAlive(server)) throw notStarted(request);
  return server;
}

function notStarted({ program, logFile }: LaunchRequest): Failure {
  return new Failure(
    'server-unavailable',
    `${program.product} ${program.version} (${program.command}) did not start: ${lastError(logFile)}; see ${logFile}`,
    { retryable: true },
  );
}

/** The last line that names an error, else the last line; logs are small, a private server writes little. */
function lastError(logFile: string): string {
  try {
    const lines = readFileSync(logFile, 'utf8').trim().split('\n');
    return lines.findLast((line) => /\berror\b|fatal|failed/i.test(line)) ?? lines.at(-1) ?? 'no word of it';
  } catch {
    return 'no log';
  }
}
