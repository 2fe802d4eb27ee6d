import type { ArmCounts } from '../../core/experiments/arm-counts.ts';
import type { OutcomeWindows } from '../../core/experiments/plan.ts';
import type { Db } from '../connect.ts';
import { type Bindings, type Row, selectRows } from '../select-rows.ts';
import type { Start } from './starts.ts';
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

/** Puts what persons in the work table bought into another. */
export async function storeConversions(trx: Db, view: View, windows: OutcomeWindows): Promise<void> {
  await runFor(trx, 'store-conversions', view, windows.conversion * HOUR_SECONDS);
}

/** Counts every outcome of the persons in the work tables; the reader gives those of one arm (variants.id). */
export async function readArms(
  snapshot: Db,
  view: View,
  windows: OutcomeWindows,
  starts: readonly Start[],
): Promise<ArmReader> {
  const ask = (name: string, hours: number, more: Bindings = {}): Promise<readonly Row[]> =>
    runFor(snapshot, name, view, hours * HOUR_SECONDS, more);
  const messages = await ask('count-messages', windows.delivery);
  const clicks = await ask('count-clicks', windows.click);
  const optOuts = await ask('count-opt-outs', windows.optOut, boundsOf(starts));
  const conversions = await selectRows(snapshot, 'experiments/count-conversions');
  const revenue = await selectRows(snapshot, 'experiments/sum-revenue');
  const isMixed = messages.some((row) => row['first_currency'] !== row['last_currency']);
  const costs = isMixed ? await ask('sum-costs', windows.delivery) : messages.filter(hasCost).map(costOf);
  const answers = { messages, clicks, optOuts, conversions, revenue, costs };
  return (variant) => armOf(answers, variant);
}

function hasCost(row: Row): boolean {
  return row['first_currency'] !== null;
}

function costOf(row: Row): Row {
  return { variant_id: row['variant_id'], currency: row['first_currency'], micro: row['micro'] };
}

function boundsOf(starts: readonly Start[]): Bindings {
  if (starts.length === 0) return { firstStart: 0, lastStart: 0 };
  return {
    firstStart: Math.min(...starts.map(({ firstS }) => firstS)),
    lastStart: Math.max(...starts.map(({ lastS }) => lastS)),
  };
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
