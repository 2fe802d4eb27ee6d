import type { Arm, Experiment } from '../store/experiments.ts';
import { type TextColumn, textTable } from './text-table.ts';

const MICRO = 1_000_000;
const COUNT = new Intl.NumberFormat('en-GB');
const MONEY = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const EACH = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 4, maximumFractionDigits: 4 });

/** The documented shape of `experiments --json`; amounts in units of their currency. */
export function experimentsJson(experiments: readonly Experiment[], windowDays: number): unknown {
  return {
    window_days: windowDays,
    experiments: experiments.map((experiment) => ({
      campaign_id: experiment.campaignId,
      name: experiment.name,
      primary_kind: experiment.primaryKind,
      assigned_by: experiment.assignedBy,
      first_assigned_at: experiment.firstAssignedAt?.toString() ?? null,
      last_assigned_at: experiment.lastAssignedAt?.toString() ?? null,
      closes_at: closesAt(experiment)?.toString() ?? null,
      crossed_over: experiment.crossedOver,
      arms: experiment.arms.map(armJson),
    })),
  };
}

function armJson(arm: Arm): unknown {
  return {
    variant_id: arm.variantId,
    label: arm.label,
    planned_share: arm.plannedShare,
    is_control: arm.isControl,
    is_holdout: arm.isHoldout,
    assigned: arm.assigned,
    delivered: arm.delivered,
    clicks: arm.clicks,
    conversions: Object.fromEntries(
      arm.conversions.map(({ kind, contacts, events }) => [kind, { contacts, events }]),
    ),
    opt_outs: arm.optOuts,
    revenue: arm.revenue.map(({ kind, currency, contacts, sumMicro, sumSquares }) => ({
      kind,
      currency: currency === '' ? null : currency,
      contacts,
      amount: sumMicro / MICRO,
      sum_micro: sumMicro,
      sum_squares: sumSquares / MICRO ** 2,
    })),
  };
}

/** One test as a heading of two lines and a table with an arm a line. */
export function experimentText(experiment: Experiment): string {
  const kinds = unique(experiment, ({ conversions }) => conversions.map(({ kind }) => kind));
  const money = unique(experiment, ({ revenue }) => revenue.map((one) => `${one.kind} ${one.currency}`));
  const columns = [
    { title: 'arm', align: 'left' },
    ...['planned', 'assigned', 'delivered', 'clicks', 'opt-outs', ...kinds].map(right),
    ...money.flatMap((name) => [right(`revenue ${name}`.trimEnd()), right('each')]),
  ] as const;
  const rows = experiment.arms.map((arm) => [
    `${arm.label}${roleOf(arm)}`,
    arm.plannedShare === null ? '-' : percent(arm.plannedShare, 1),
    COUNT.format(arm.assigned),
    ...[arm.delivered, arm.clicks, arm.optOuts].map((n) => share(n, arm)),
    ...kinds.map((kind) => share(arm.conversions.find((one) => one.kind === kind)?.contacts ?? 0, arm)),
    ...money.flatMap((name) => amounts(arm, name)),
  ]);
  return `${heading(experiment)}${textTable(columns, rows)}`;
}

function heading(experiment: Experiment): string {
  const { name, campaignId, windowDays, crossedOver, assignedBy, firstAssignedAt } = experiment;
  const since = firstAssignedAt === null ? 'nobody assigned' : `assigned from ${shown(firstAssignedAt)}`;
  const until = closesAt(experiment);
  return (
    `${name} (${campaignId}): ${since}${until === null ? '' : `, last window ends ${shown(until)}`}\n` +
    `people with at least one outcome in ${windowDays} days after assignment (by ${assignedBy}), whatever caused it; ` +
    `${COUNT.format(crossedOver)} in two arms are left out\n`
  );
}

function closesAt({ lastAssignedAt, windowDays }: Experiment): Temporal.Instant | null {
  return lastAssignedAt?.add({ hours: 24 * windowDays }) ?? null;
}

function shown(at: Temporal.Instant): string {
  return `${at.toString({ smallestUnit: 'minute' }).slice(0, 16).replace('T', ' ')} UTC`;
}

function roleOf({ isControl, isHoldout }: Arm): string {
  if (isHoldout) return ' (holdout)';
  return isControl ? ' (control)' : '';
}

function right(title: string): TextColumn {
  return { title, align: 'right' };
}

function unique(experiment: Experiment, names: (arm: Arm) => readonly string[]): readonly string[] {
  return [...new Set(experiment.arms.flatMap(names))].sort();
}

function share(n: number, { assigned }: Arm): string {
  return assigned === 0 ? COUNT.format(n) : `${COUNT.format(n)} (${percent(n / assigned, 2)})`;
}

function percent(ratio: number, digits: number): string {
  return `${(100 * ratio).toFixed(digits)} %`;
}

function amounts(arm: Arm, name: string): readonly string[] {
  const micro = arm.revenue.find((one) => `${one.kind} ${one.currency}` === name)?.sumMicro ?? 0;
  return [MONEY.format(micro / MICRO), arm.assigned === 0 ? '-' : EACH.format(micro / MICRO / arm.assigned)];
}
