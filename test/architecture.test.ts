import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/**
 * Who may import what; the longest prefix wins. `packages` are bare names, `node` allows `node:` modules.
 * A forbidden import means: the thing belongs in another folder, or the folder above should hand it down.
 */
type Layer = {
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
};

const EDGE = ['src/core'];

const LAYERS: Readonly<Record<string, Layer>> = {
  'src/core': { imports: ['src/core'], packages: ['libphonenumber-js', 'isbot', 'cephes'], node: false },
  'src/crypto': { imports: EDGE, packages: [], node: true },
  'src/files': { imports: ['src/core', 'src/files'], packages: ['yaml', 'zod'], node: true },
  'src/store': { imports: ['src/core', 'src/store'], packages: ['knex', 'mysql2'], node: true },
  'src/providers': {
    imports: ['src/core', 'src/providers'],
    packages: ['csv-parse', 'yaml', 'saxes'],
    node: true,
  },
  'src/render': {
    imports: ['src/core', 'src/render'],
    packages: ['handlebars', 'juice', 'echarts', '@resvg/resvg-js', 'csv-stringify'],
    node: true,
  },
  'src/mail': {
    imports: ['src/core', 'src/mail'],
    packages: ['nodemailer', 'smtp-server', 'mailparser'],
    node: true,
  },
  'src/queue': { imports: ['src/core', 'src/queue'], packages: ['bullmq', 'ioredis', 'zod'], node: true },
  'src/remote': { imports: ['src/core', 'src/remote'], packages: [], node: true },
  'src/servers': { imports: ['src/core', 'src/servers'], packages: [], node: true },
  'src/health': { imports: ['src/core', 'src/health'], packages: ['fastify'], node: true },
  'src/pipelines': {
    imports: [
      'src/core',
      'src/store',
      'src/providers',
      'src/render',
      'src/mail',
      'src/queue',
      'src/crypto',
      'src/files',
      'src/remote',
      'src/pipelines',
    ],
    packages: [],
    node: true,
  },
  'src/demo': {
    imports: [
      'src/core',
      'src/demo',
      'src/mail',
      'src/servers',
      'src/pipelines',
      'src/store',
      'src/queue',
      'src/crypto',
      'src/app.ts',
      'src/config.ts',
      'src/log.ts',
      'src/worker.ts',
    ],
    packages: ['bullmq', 'ioredis', 'libphonenumber-js'],
    node: true,
  },
  'src/config.ts': { imports: ['src/core'], packages: ['zod', 'yaml'], node: true },
  'src/log.ts': { imports: ['src/core'], packages: [], node: true },
  'src/fault-point.ts': { imports: ['src/core'], packages: [], node: true },
  'src/app.ts': {
    imports: [
      'src/core',
      'src/store',
      'src/providers',
      'src/render',
      'src/mail',
      'src/queue',
      'src/servers',
      'src/crypto',
      'src/files',
      'src/pipelines',
      'src/config.ts',
      'src/log.ts',
    ],
    packages: [],
    node: true,
  },
  'src/web': {
    imports: [
      'src/core',
      'src/crypto',
      'src/pipelines',
      'src/providers',
      'src/files',
      'src/web',
      'src/app.ts',
      'src/config.ts',
      'src/fault-point.ts',
      'src/log.ts',
    ],
    packages: ['fastify'],
    node: true,
  },
  'src/web/pages': {
    imports: [
      'src/core',
      'src/pipelines',
      'src/store',
      'src/render',
      'src/web',
      'src/app.ts',
      'src/config.ts',
      'src/fault-point.ts',
    ],
    packages: ['fastify'],
    node: true,
  },
  'src/worker.ts': {
    imports: ['src'],
    packages: [],
    node: true,
  },
  'src/cli': { imports: ['src'], packages: ['commander', 'yaml'], node: true },
  jobs: { imports: ['src/queue', 'src/pipelines', 'src/core'], packages: [], node: false },
  migrations: { imports: [], packages: ['knex'], node: false },
};

/** Runtime imports and type imports alike: a type pulled upwards drags its folder along. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;

const files = globSync(['src/**/*.ts', 'jobs/*.ts', 'migrations/*.ts'], { cwd: ROOT }).sort();

function layerOf(file: string): string {
  const prefix = Object.keys(LAYERS)
    .filter((name) => file === name || file.startsWith(`${name}/`))
    .sort((left, right) => right.length - left.length)[0];
  return prefix ?? 'no layer';
}

function faultsOf(file: string, text: string): { edges: number; faults: string[] } {
  const layer = LAYERS[layerOf(file)];
  if (layer === undefined)
    return { edges: 0, faults: [`${file}: no layer of test/architecture.test.ts holds this folder`] };
  const faults: string[] = [];
  const targets = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  for (const target of targets) {
    const fault = faultOf(file, layer, target);
    if (fault !== null) faults.push(fault);
  }
  return { edges: targets.length, faults };
}

function faultOf(file: string, layer: Layer, target: string): string | null {
  if (target.startsWith('node:'))
    return layer.node ? null : `${file} imports ${target}: this folder does no input or output`;
  if (target.startsWith('.')) {
    const resolved = relative(ROOT, join(ROOT, dirname(file), target));
    const allowed = layer.imports.some((prefix) => resolved === prefix || resolved.startsWith(`${prefix}/`));
    return allowed ? null : `${file} imports ${resolved}: move the thing, or let the folder above hand it in`;
  }
  const known = layer.packages.some((name) => target === name || target.startsWith(`${name}/`));
  return known ? null : `${file} imports the package ${target}: only its own edge may know it`;
}

describe('the layers', () => {
  it('only import downwards, and packages only at their own edge', () => {
    const results = files.map((file) => faultsOf(file, readFileSync(join(ROOT, file), 'utf8')));
    expect(files.length).toBeGreaterThan(100);
    expect(results.reduce((sum, result) => sum + result.edges, 0)).toBeGreaterThan(300);
    expect(results.flatMap((result) => result.faults)).toEqual([]);
  });

  it('are noticed when they are broken', () => {
    const upward = faultsOf('src/core/x.ts', "import type { Db } from '../store/connect.ts';");
    const foreign = faultsOf('src/core/x.ts', "import knex from 'knex';");
    const reading = faultsOf('src/core/x.ts', "import { readFileSync } from 'node:fs';");
    const sideways = faultsOf('src/mail/x.ts', "import { a } from '../render/format.ts';");
    for (const broken of [upward, foreign, reading, sideways]) expect(broken.faults).toHaveLength(1);
  });
});

describe('the core', () => {
  it('never asks for the time or for chance', () => {
    const asking = files
      .filter((file) => file.startsWith('src/core/'))
      .filter((file) =>
        /Date\.now|new Date\(\)|Math\.random|Temporal\.Now/.test(readFileSync(join(ROOT, file), 'utf8')),
      );
    expect(asking).toEqual([]);
  });
});

describe('names', () => {
  it('say the thing and not a drawer', () => {
    const drawers = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|misc|types|constants|interfaces|index)(\.ts|\/)/.test(file),
    );
    expect(drawers).toEqual([]);
  });
});
