import type { ArmCounts } from '../../core/experiments/arm-counts.ts';
import type { OutcomeWindows } from '../../core/experiments/plan.ts';
import type { Db } from '../connect.ts';
import { type Row, selectRows } from '../select-rows.ts';
import { runFor, type View } from './view.ts';

const HOUR_SECONDS = 3600;
const MINUTE_SECONDS = 60;

type Answers = {
  readonly messages: readonly Row[];
  readonly clicks: readonly Row[];
  readonly optOuts: readonly Row[];
  readonly conversions: readonly Row[];
  readonly revenue: readonly Row[];
  readonly costs: readonly Row[];
};

export type ArmReader = (variant: number) => Omit<ArmCounts, 'variantId' | 'assigned'>;

/** Counts every outcome of the persons in the work table; the reader gives those of one arm (variants.id). */
export async function readArms(trx: Db, view: View, windows: OutcomeWindows): Promise<ArmReader> {
  const ask = (name: string, hours: number): Promise<readonly Row[]> =>
    runFor(trx, name, view, hours * HOUR_SECONDS);
  const messages = await ask('count-messages', windows.delivery);
  const clicks = await ask('count-clicks', windows.click);
  const optOuts = await ask('count-opt-outs', windows.optOut);
  await ask('store-conversions', windows.conversion);
  const conversions = await selectRows(trx, 'experiments/count-conversions');
  const revenue = await selectRows(trx, 'experiments/sum-revenue');
  const costs = await ask('sum-costs', windows.delivery);
  const answers = { messages, clicks, optOuts, conversions, revenue, costs };
  return (variant) => armOf(answers, variant);
}

function armOf(answers: Answers, variant: number): ReturnType<ArmReader> {
  const of = (rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => Number(row['variant_id']) === variant);
  const [messages] = of(answers.messages);
  const [optOuts] = of(answers.optOuts);
  const clicks = of(answers.clicks);
  return {
    messaged: Number(messages?.['messaged'] ?? 0),
    delivered: Number(messages?.['delivered'] ?? 0),
    notDelivered: Number(messages?.['not_delivered'] ?? 0),
    clicking: sum(clicks, 'clicking'),
    rawClicking: sum(clicks, 'raw_clicking'),
    optedOut: Number(optOuts?.['n'] ?? 0),
    conversions: of(answers.conversions).map((row) => ({
      kind: String(row['kind']),
      contacts: Number(row['contacts']),
      events: Number(row['events']),
    })),
    revenue: of(answers.revenue).map(parseRevenue),
    costs: of(answers.costs).map((row) => ({
      currency: String(row['currency']),
      micro: Number(row['micro']),
    })),
    responses: clicks
      .filter((row) => Number(row['minutes']) >= 0)
      .map((row) => ({
        seconds: Number(row['minutes']) * MINUTE_SECONDS,
        contacts: Number(row['clicking']),
      })),
  };
}

/**
 * The server adds DECIMALs, exactly; here the nearest double of each sum, so beyond 2^53 (9 thousand million units;
 * squares: always) off by at most 1.2e-16 of it.
 */
function parseRevenue(row: Row): ArmCounts['revenue'][number] {
  return {
    kind: String(row['kind']),
    currency: String(row['currency']),
    contacts: Number(row['contacts']),
    sumMicro: Number(row['sum_micro']),
    sumSquares: Number(row['sum_squares']),
  };
}

function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
