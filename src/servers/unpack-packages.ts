import { execFile } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chooseDebianArchive, parseDeb822Sources, parseOneLineSources } from './debian-sources.ts';

const run = promisify(execFile);

export type UnpackRequest = {
  /** folder that ends up with `root/` inside */
  readonly folder: string;
  readonly packages: readonly string[];
  /** `release` = what this machine's own sources hold; `sid` = Debian's newest, with all its libraries */
  readonly suite: 'release' | 'sid';
  readonly tell: (line: string) => void;
};

export function canUnpack(): boolean {
  return ['apt-get', 'dpkg-deb'].every((name) => existsSync(join('/usr/bin', name)));
}

/**
 * Downloads packages and their missing dependencies with apt and unpacks them, without root, without touching
 * the system: apt's lists, cache and (for sid) status live in `folder` and are deleted afterwards. Returns
 * the folder that stands for `/`, or null when apt cannot give the packages.
 */
export async function unpackPackages(request: UnpackRequest): Promise<string | null> {
  const root = join(request.folder, 'root');
  if (existsSync(root)) return root;
  const work = join(request.folder, 'work');
  rmSync(work, { recursive: true, force: true });
  for (const part of ['lists/partial', 'cache/archives/partial', 'deb', 'root']) {
    mkdirSync(join(work, part), { recursive: true });
  }
  try {
    const options = aptOptions(work, request.suite);
    if (options === null) return null;
    request.tell(`unpacking ${request.packages.join(', ')} into ${request.folder}`);
    await run('apt-get', [...options, '-q', 'update'], APT);
    const names = await closureOf(request.packages, options);
    await run('apt-get', [...options, '-q', 'download', ...names], { ...APT, cwd: join(work, 'deb') });
    for (const file of readdirSync(join(work, 'deb'))) {
      await run('dpkg-deb', ['-x', join(work, 'deb', file), join(work, 'root')]);
    }
    dropUnneeded(join(work, 'root'));
    renameSync(join(work, 'root'), root);
    return root;
  } catch (error) {
    request.tell(`apt could not bring them: ${reasonOf(error)}`);
    return null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const APT = {
  env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
  maxBuffer: 64 * 1024 * 1024,
};

function aptOptions(work: string, suite: UnpackRequest['suite']): readonly string[] | null {
  const options = [
    `Dir::State::Lists=${work}/lists`,
    `Dir::Cache=${work}/cache`,
    // As root apt would change to a user that may not write here.
    'APT::Sandbox::User=',
    'Debug::NoLocking=1',
    // Descriptions and icons are not wanted.
    'Acquire::Languages=none',
    'Acquire::Retries=2',
    // A list that cannot be fetched is a failure, not a warning.
    'APT::Update::Error-Mode=any',
  ];
  if (suite === 'sid') {
    const archive = chooseDebianArchive(machineSources());
    if (archive === null) return null;
    const signedBy = archive.signedBy ?? '/usr/share/keyrings/debian-archive-keyring.gpg';
    const source = [
      'Types: deb',
      `URIs: ${archive.uri}`,
      'Suites: sid',
      'Components: main',
      `Signed-By: ${signedBy}`,
    ];
    mkdirSync(join(work, 'sources'), { recursive: true });
    writeFileSync(join(work, 'sources', 'sid.sources'), `${source.join('\n')}\n`);
    // Truly empty: a blank line is a parse error. An empty status makes apt name every library, libc included.
    writeFileSync(join(work, 'status'), '');
    options.push(
      `Dir::State::status=${work}/status`,
      'Dir::Etc::SourceList=/dev/null',
      `Dir::Etc::SourceParts=${work}/sources`,
    );
  }
  return options.flatMap((option) => ['-o', option]);
}

function machineSources() {
  const deb822 = globSync('/etc/apt/sources.list.d/*.sources').flatMap((file) =>
    parseDeb822Sources(readFileSync(file, 'utf8')),
  );
  const lists = ['/etc/apt/sources.list', ...globSync('/etc/apt/sources.list.d/*.list')].filter((file) =>
    existsSync(file),
  );
  return [...deb822, ...lists.flatMap((file) => parseOneLineSources(readFileSync(file, 'utf8')))];
}

async function closureOf(packages: readonly string[], options: readonly string[]): Promise<string[]> {
  const simulate = ['install', '-s', '--no-install-recommends', '--reinstall', ...packages];
  const { stdout } = await run('apt-get', [...options, '-q', ...simulate], APT);
  return [...new Set([...stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? ''))];
}

/** Manuals, translations and programs of the dependencies take most of the place. */
function dropUnneeded(root: string): void {
  const share = join(root, 'usr/share');
  const kept = existsSync(share) ? readdirSync(share).filter((name) => /^(mysql|mariadb)/.test(name)) : [];
  for (const name of existsSync(share) ? readdirSync(share) : []) {
    if (!kept.includes(name)) rmSync(join(share, name), { recursive: true, force: true });
  }
  for (const name of ['etc', 'var']) rmSync(join(root, name), { recursive: true, force: true });
}

/** apt says why in its first `E:` line and sums up in the last. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /^E: (.*)$/m.exec(text)?.[1] ?? text.trim().split('\n').at(-1) ?? text;
}
