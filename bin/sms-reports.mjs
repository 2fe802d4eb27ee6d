#!/usr/bin/env node
/*
 * Starts the command line under the Node that is installed with the packages, whatever Node the machine has:
 * plain JavaScript, because an old Node reads no TypeScript.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST = 26;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const own = here('../node_modules/node/bin/node');
const isNewEnough = Number(process.versions.node.split('.')[0]) >= OLDEST;

if (!existsSync(here('../node_modules/commander/package.json')) || (!existsSync(own) && !isNewEnough)) {
  process.stderr.write(
    'error: bad-state: the packages are not installed; run `npm ci` in the folder of sms-reports\n',
  );
  process.exitCode = 3;
} else {
  start(existsSync(own) ? own : process.execPath);
}

function start(node) {
  // V8 lets garbage grow towards a limit of gigabytes before it collects; with these a worker stays below 300 MB.
  const memory = ['--max-semi-space-size=8', '--max-old-space-size=1024'];
  const args = [...memory, here('../src/cli/main.ts'), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both of us; anybody else only to this process.
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => (onTerminal ? undefined : child.kill('SIGINT')));
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`error: internal: ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 70;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
