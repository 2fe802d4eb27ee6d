import type { ExperimentPlan } from '../../src/core/experiments/plan.ts';

/** One kind of test that is repeated many times. Arms are named A, B, C, D in the order of the plan. */
export type Cell = {
  readonly name: string;
  readonly plan: ExperimentPlan;
  /** contacts over all arms at the last look */
  readonly contacts: number;
  /** true rates in the order of the arms; of revenue: share of buyers */
  readonly rates: readonly number[];
  /** `growing`: contacts are assigned from look to look, their outcomes known at once; `blast`: all at once, outcomes arrive */
  readonly arrival: 'growing' | 'blast';
  /** spread of the logarithm of an amount; null = no amounts */
  readonly sigma: number | null;
  readonly looks: number;
};

type CellOptions = Partial<Pick<Cell, 'arrival' | 'sigma' | 'looks'>> & {
  readonly plannedRate?: number;
  readonly plannedContacts?: number;
};

const LOOKS = 20;

export function makeCell(
  name: string,
  shares: readonly number[],
  contacts: number,
  rates: readonly number[],
  options: CellOptions = {},
): Cell {
  const { arrival = 'growing', sigma = null, looks = LOOKS } = options;
  const { plannedRate = rates[0] ?? 0, plannedContacts = contacts } = options;
  const plan = planOf(shares, plannedContacts, plannedRate, sigma !== null);
  return { name, plan, contacts, rates, arrival, sigma, looks };
}

function planOf(
  shares: readonly number[],
  plannedContacts: number,
  plannedRate: number,
  isRevenue: boolean,
): ExperimentPlan {
  return {
    campaignId: 'simulated',
    arms: shares.map((share, place) => ({
      variantId: 'ABCDEFGH'.charAt(place),
      label: '',
      share,
      isControl: false,
      isHoldout: false,
    })),
    tested: 'text',
    theme: null,
    primary: isRevenue ? { kind: 'revenue', of: 'purchase' } : { kind: 'click' },
    alpha: 0.05,
    mdeRelative: 0.1,
    plannedContacts,
    plannedRate,
    windows: { click: 72, conversion: 168, optOut: 168, delivery: 72 },
    guardrails: { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false },
    split: 'random',
    origin: 'applied',
  };
}
