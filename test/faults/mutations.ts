import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verdict } from './judge.ts';
import { runLockWait, runPoint, runRestored } from './points.ts';
import { openWorld, type World, type WorldRequest } from './world.ts';

/** A protection taken away, and the fault it protects from. */
export type Mutation = {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly prepare?: (world: World) => Promise<void>;
  readonly run: (world: World) => Promise<Verdict>;
};

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'no fence before the body',
    file: 'src/store/dispatches-claim.ts',
    from: 'if (changed !== 1)\n      throw new Failure(',
    to: 'if (changed > 1)\n      throw new Failure(',
    // on a busy machine it sleeps long; a connection that is gone would stop it in place of the fence
    prepare: async ({ clock }) => clock.endSilentAfter(600),
    run: (world) => runPoint(world, 'dlv.rcpt_ok:1:stop'),
  },
  {
    name: 'no unique key of the occurrence',
    file: 'src/store/runs-insert.ts',
    from: ".onConflict().merge(['occurrence'])",
    to: '',
    prepare: async ({ db }) => {
      const [keys] = await db.raw(
        "SELECT DISTINCT INDEX_NAME AS name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'report_runs' AND column_name = 'occurrence' AND NON_UNIQUE = 0",
      );
      for (const { name } of keys) await db.raw('ALTER TABLE report_runs DROP INDEX ??', [name]);
    },
    run: runRestored,
  },
  {
    name: 'no phase before the body',
    file: 'src/store/dispatches-claim.ts',
    from: ".update({ phase: 'data', lease_until",
    to: '.update({ lease_until',
    run: (world) => runPoint(world, 'dlv.dot_sent'),
  },
  {
    name: 'no rollback after an error',
    file: 'src/pipelines/produce-report.ts',
    from: 'await needs.db.transaction(async (trx) => {',
    to: 'await (async (work: (trx: Db) => Promise<void>) => work(needs.db))(async (trx) => {',
    run: runLockWait,
  },
];

const ROOT = join(import.meta.dirname, '../..');
const COPIED = ['src', 'jobs', 'templates', 'migrations', 'test/support', 'package.json'];

/** The verdict on workers whose sources lack the protection. */
export function runMutation(request: WorldRequest, mutation: Mutation): Promise<Verdict> {
  return withMutation(request, mutation, mutation.run);
}

/** A world whose processes lack the protection; the copy of the sources is removed afterwards. */
export async function withMutation<T>(
  request: WorldRequest,
  mutation: Mutation,
  work: (world: World) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'faults-'));
  try {
    for (const path of COPIED) cpSync(join(ROOT, path), join(root, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const file = join(root, mutation.file);
    const text = readFileSync(file, 'utf8');
    if (text.split(mutation.from).length !== 2)
      throw new Error(`${mutation.name}: ${mutation.file} does not hold the protection once`);
    writeFileSync(
      file,
      text.replace(mutation.from, () => mutation.to),
    );
    const world = await openWorld({ ...request, root });
    try {
      await mutation.prepare?.(world);
      return await work(world);
    } finally {
      await world.stop();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
