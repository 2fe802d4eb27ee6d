import { parseArgs } from 'node:util';
import type { Engine } from '../../src/servers/server-version.ts';

export type FaultsRequest = {
  readonly seed: number;
  readonly runs: number;
  readonly workers: number;
  readonly points: boolean;
  readonly mutations: boolean;
  readonly outages: boolean;
  readonly shrink: boolean;
  /** each step with the second in which it began */
  readonly trace: boolean;
  /** seeds that are green in the journal are left out, the others go in */
  readonly journal: boolean;
  /** only what the journal says */
  readonly sum: boolean;
  /** name of a mutation that is on */
  readonly without: string | null;
  readonly only: readonly string[] | null;
  readonly engine: Engine | undefined;
};

const USAGE =
  'use: npm run faults -- [--seed 42] [--runs 5] [--workers 3] [--journal] [--sum] [--no-shrink] [--trace] [--without "no fence before the body"] [--engine mariadb|mysql] | --points [--only dlv.dot_sent] | --outages | --mutations';

const OPTIONS = {
  seed: { type: 'string', default: '42' },
  runs: { type: 'string', default: '5' },
  workers: { type: 'string', default: '3' },
  points: { type: 'boolean', default: false },
  outages: { type: 'boolean', default: false },
  mutations: { type: 'boolean', default: false },
  journal: { type: 'boolean', default: false },
  sum: { type: 'boolean', default: false },
  trace: { type: 'boolean', default: false },
  'no-shrink': { type: 'boolean', default: false },
  without: { type: 'string' },
  only: { type: 'string' },
  engine: { type: 'string' },
} as const;

/** Prints one line and ends with 2 when something is not understood. */
export function readFaultsRequest(args: readonly string[]): FaultsRequest {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const { engine } = values;
    if (engine !== undefined && engine !== 'mariadb' && engine !== 'mysql')
      throw new Error(`--engine ${engine} is unknown`);
    return {
      seed: whole('--seed', values.seed, 0, 4_294_967_295),
      runs: whole('--runs', values.runs, 1, 10_000),
      workers: whole('--workers', values.workers, 1, 20),
      points: values.points,
      mutations: values.mutations,
      outages: values.outages,
      shrink: !values['no-shrink'],
      trace: values.trace,
      journal: values.journal || values.sum,
      sum: values.sum,
      without: values.without ?? null,
      only: values.only?.split(',') ?? null,
      engine,
    };
  } catch (error) {
    process.stderr.write(`error: bad-input: ${error instanceof Error ? error.message : ''}; ${USAGE}\n`);
    process.exit(2);
  }
}

function whole(flag: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Error(`${flag} must be a whole number from ${least} to ${most}`);
}
