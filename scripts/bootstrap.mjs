/*
 * Installs the packages when they are missing or the lock file changed, then says nothing. Runs before
 * `npm run demo` and `npm test` under whatever Node the machine has (20 and later), hence plain JavaScript
 * without imports from packages. Node 26 itself is one of the packages.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const MODULES = join(ROOT, 'node_modules');
const MARKER = join(MODULES, '.installed-from');
const LOCK = join(ROOT, '.local', 'installing');
const LOCK_WAIT_MS = 15 * 60_000;

if (!isInstalled()) await installAlone();

function isInstalled() {
  if (!existsSync(join(MODULES, 'node', 'bin', 'node'))) return false;
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === lockHash()) return true;
  // Installed by hand: npm writes this file last.
  const own = statSync(join(MODULES, '.package-lock.json'), { throwIfNoEntry: false });
  if (own === undefined || own.mtimeMs < statSync(join(ROOT, 'package-lock.json')).mtimeMs) return false;
  noteInstalled();
  return true;
}

/** Only saves time at the next start, so a folder that belongs to somebody else is no failure. */
function noteInstalled() {
  try {
    writeFileSync(MARKER, lockHash());
  } catch {}
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
}

/** Two that start at once must not both run `npm ci`: it begins by deleting node_modules. */
async function installAlone() {
  const giveUpAt = Date.now() + LOCK_WAIT_MS;
  while (!takeLock()) {
    if (Date.now() > giveUpAt)
      return fail(`another process is installing for too long; if none is, remove ${LOCK}`);
    await sleep(200);
  }
  try {
    if (!isInstalled()) await install();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function takeLock() {
  const mine = `${LOCK}.${process.pid}`;
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'pid'), String(process.pid));
  try {
    // Only works while LOCK is absent: a folder that holds a file is never replaced.
    renameSync(mine, LOCK);
    return true;
  } catch {
    rmSync(mine, { recursive: true, force: true });
    dropStaleLock();
    return false;
  }
}

function dropStaleLock() {
  try {
    process.kill(Number(readFileSync(join(LOCK, 'pid'), 'utf8')), 0);
  } catch (error) {
    if (error.code !== 'ESRCH') return;
    const stale = `${LOCK}.stale.${process.pid}`;
    renameSync(LOCK, stale);
    rmSync(stale, { recursive: true, force: true });
  }
}

async function install() {
  // `npm ci` would empty the folder behind the link, which another checkout works with
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return fail(`${MODULES} is a link: run \`npm ci\` where it leads to, or remove it and start again`);
  }
  const startedAt = Date.now();
  const say = progress('installing packages');
  const { code, text } = await runNpm(['ci', '--loglevel=error', '--no-fund', '--no-audit'], say);
  if (code !== 0) {
    say.end();
    return fail(`npm ci failed (exit ${code}):\n${text.trim().split('\n').slice(-15).join('\n')}`);
  }
  say.end(`installed packages in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  if (!existsSync(join(MODULES, 'node', 'bin', 'node'))) {
    return fail(
      'npm installed all but Node 26: it did not run the script of the package `node`; run `npm rebuild node`',
    );
  }
  noteInstalled();
}

/** The machine's own npm: the one in node_modules, and the Node beside it, are about to be deleted. */
function runNpm(args, say) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(MODULES));
  const npm = spawn('npm', args, {
    cwd: ROOT,
    env: { ...process.env, PATH: path.join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (bytes) => (text += bytes));
  const timer = setInterval(() => say(), 1000);
  return new Promise((resolve) => {
    npm.on('error', (error) => resolve({ code: error.code, text: 'npm is not on the PATH' }));
    npm.on('close', (code) => resolve({ code, text }));
  }).finally(() => clearInterval(timer));
}

/** One line that counts the seconds on a terminal; one line at the start and one at the end elsewhere. */
function progress(title) {
  const { stderr } = process;
  const startedAt = Date.now();
  if (!stderr.isTTY) stderr.write(`${title} ...\n`);
  const say = () => {
    if (stderr.isTTY) stderr.write(`\r${title} ... ${Math.round((Date.now() - startedAt) / 1000)} s`);
  };
  say.end = (text) => {
    if (stderr.isTTY) stderr.write('\r\x1b[K');
    if (text !== undefined) stderr.write(`${text}\n`);
  };
  say();
  return say;
}

function fail(text) {
  process.stderr.write(`error: ${text}\n`);
  process.exitCode = 1;
}
