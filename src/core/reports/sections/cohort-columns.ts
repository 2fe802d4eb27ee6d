import type { Cohort, CountKey } from '../../counts.ts';
import { type MetricId, metricById } from '../../metrics/catalogue.ts';
import { measure, type Withheld } from '../../metrics/measure.ts';
import { hasTooFew } from '../change.ts';
import { count, term } from '../figure.ts';
import type { Cell, Column } from '../report-model.ts';
import { sharesBehind } from './counts-behind.ts';

const COUNTS: readonly (readonly [CountKey, string])[] = [
  ['inProcess', 'In process'],
  ['delivered', 'Delivered'],
  ['undelivered', 'Undelivered'],
  ['expired', 'Expired'],
  ['rejected', 'Rejected'],
  ['failed', 'Failed'],
  ['canceled', 'Canceled'],
  ['unknown', 'Unknown'],
  ['failedPermanent', 'Failed for good'],
  ['failedTemporary', 'Failed for now'],
  ['failedBlocked', 'Blocked'],
  ['failedOurs', 'Failed on our side'],
  ['parts', 'Parts'],
  ['deliveredContacts', 'Contacts delivered to'],
  ['linkedContacts', 'Contacts delivered a link'],
  ['clickingContacts', 'Contacts who clicked'],
  ['rawClickingContacts', 'Contacts who clicked, raw'],
  ['readingContacts', 'Contacts who read at least'],
  ['convertingContacts', 'Contacts who converted'],
  ['optedOutContacts', 'Contacts who opted out'],
  ['hits', 'Hits'],
  ['humanClicks', 'Human clicks'],
  ['suspectedClicks', 'Suspected clicks'],
  ['botClicks', 'Bot clicks'],
  ['conversions', 'Conversions'],
];

/** In the order a reader on a phone needs them; the last ones go first when space is short. */
const MAIL_METRICS: readonly MetricId[] = [
  'delivery-rate',
  'click-through',
  'conversion-rate',
  'opt-out-rate',
  'cost',
  'revenue',
];
const CSV_METRICS: readonly MetricId[] = [
  'unknown-share',
  'inferred-reads',
  'click-through-raw',
  'click-to-conversion',
  'delivery-latency-median',
  'delivery-latency-p80',
  'time-to-click-median',
  'time-to-click-p80',
  'cost-per-conversion',
  'revenue-per-delivered',
  'net-roi',
];

/** Columns every cohort table shares, after those that name the row. */
export function cohortColumns(mailMetrics: readonly MetricId[] = MAIL_METRICS): readonly Column[] {
  const csvOnly = true as const;
  return [
    { key: 'attempted', label: 'Messages', numeric: true },
    ...mailMetrics.map((id) => ({ key: id, label: metricById(id).label, numeric: true })),
    ...MAIL_METRICS.filter((id) => !mailMetrics.includes(id)).map((id) => ({ ...metricColumn(id), csvOnly })),
    ...CSV_METRICS.map((id) => ({ ...metricColumn(id), csvOnly })),
    ...COUNTS.map(([key, label]) => ({ key, label, numeric: true, csvOnly })),
  ];
}

/** Cells in the order of `cohortColumns` with the same list. */
export function cohortCells(
  cohort: Cohort,
  withheld: Withheld,
  mailMetrics: readonly MetricId[] = MAIL_METRICS,
): readonly Cell[] {
  const others = MAIL_METRICS.filter((id) => !mailMetrics.includes(id));
  return [
    { figure: count(cohort.counts.attempted) },
    ...mailMetrics.map((id) => withCounts(metricCell(id, cohort, withheld), id, cohort)),
    ...[...others, ...CSV_METRICS].map((id) => metricCell(id, cohort, withheld)),
    ...COUNTS.map(([key]): Cell => ({ figure: count(cohort.counts[key]) })),
  ];
}

function metricColumn(id: MetricId): Column {
  return { key: id, label: metricById(id).label, numeric: true };
}

function metricCell(id: MetricId, cohort: Cohort, withheld: Withheld): Cell {
  const metric = metricById(id);
  const measured = measure(metric, cohort, withheld);
  const isFew = measured.reason === null && hasTooFew(metric, measured);
  return { figure: isFew ? term('too few') : measured.figure };
}

/** Only in the mail: the CSV has every count as a column of its own. */
function withCounts(cell: Cell, id: MetricId, cohort: Cohort): Cell {
  const metric = metricById(id);
  if (cell.figure.kind === 'none') return cell;
  const note = sharesBehind(metric, measure(metric, cohort));
  return note.length === 0 ? cell : { ...cell, note };
}
