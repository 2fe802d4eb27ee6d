import {
  count,
  type Figure,
  money,
  none,
  type Phrase,
  points,
  rate,
  text,
} from '../../src/core/reports/figure.ts';
import type { Change, ReportModel, Section } from '../../src/core/reports/report-model.ts';
import type { ScorecardRow } from '../../src/core/reports/scorecard-model.ts';

/** A week as the performance report tells it; each test changes the one thing it is about. */
export function sampleModel(changes: Partial<ReportModel> = {}): ReportModel {
  return {
    v: 1,
    report: 'performance',
    title: 'SMS performance, Nordlys',
    locale: 'en-GB',
    subject: ['SMS weekly, ', WINDOW_FIGURE, ': click-through ', rate(0.0793), ' (', points(0.008), ')'],
    preheader: [
      '3 campaigns, ',
      count(118_400),
      ' messages. Outcomes count until ',
      at('2026-11-26T13:00:00Z'),
      '.',
    ],
    window: { from: '2026-11-15T23:00:00Z', to: '2026-11-22T23:00:00Z', timezone: 'Europe/Oslo' },
    comparedWith: { from: '2026-11-08T23:00:00Z', to: '2026-11-15T23:00:00Z', timezone: 'Europe/Oslo' },
    asOf: '2026-11-23T07:00:00Z',
    maturity: [
      rate(0.97),
      ' of receipts are final; clicks, conversions and opt-outs count until ',
      at('2026-11-26T13:00:00Z'),
      '.',
    ],
    marks: [],
    banners: [],
    headline: [
      'You sent 3 campaigns with ',
      count(118_400),
      ' messages for ',
      money('EUR', 4_910_000_000),
      '; ',
      count(8870),
      ' contacts clicked and ',
      count(1204),
      ' bought. Click-through is clearly up on the week before.',
    ],
    sections: [scorecard(), campaigns(), segments(), hours(), trend(), definitions()],
    footer: {
      runId: 'run-01K9XW3V7T',
      why: ['You get this because you are on the list of the schedule SMS weekly.'],
      schedule: ['weekly on Monday at 08:00 Europe/Oslo'],
      nextRun: [at('2026-11-30T07:00:00Z')],
      recipients: ['maren@nordlys.example', 'crm@nordlys.example', 'finance@nordlys.example'],
      reproduce: 'sms-reports runs show run-01K9XW3V7T --out report.html',
    },
    ...changes,
  };
}

const WINDOW_FIGURE: Figure = { kind: 'window', from: '2026-11-15T23:00:00Z', to: '2026-11-22T23:00:00Z' };

function at(instant: string): Figure {
  return { kind: 'instant', at: instant, style: 'date-time' };
}

function of(part: number, whole: number, things: string): Phrase {
  return [count(part), ' of ', count(whole), ` ${things}`];
}

const UP: Change = { direction: 'up', tone: 'good', words: ['up ', points(0.008)] };
const UNCLEAR: Change = { direction: 'unclear', tone: 'neutral', words: ['no clear change'] };

export function scorecard(rows: readonly ScorecardRow[] = SCORECARD_ROWS): Section {
  return {
    kind: 'scorecard',
    title: 'Scorecard',
    previousLabel: 'Week before',
    medianLabel: 'Own median of 8 weeks',
    rows,
  };
}

const seconds = (value: number): Figure => ({ kind: 'duration', seconds: value });
const ratio = (value: number): Figure => ({ kind: 'ratio', value });

const SCORECARD_ROWS: readonly ScorecardRow[] = [
  {
    metric: 'delivery-rate',
    label: 'Delivery rate',
    value: rate(0.9702),
    counts: of(112_300, 115_750, 'messages'),
    beside: [
      rate(0.985),
      ' without unknown (',
      count(112_300),
      ' of ',
      count(114_002),
      '); ',
      rate(0.0151),
      ' unknown (',
      count(1748),
      ' of ',
      count(115_750),
      ')',
    ],
    previous: rate(0.9694),
    median: rate(0.9688),
    change: UNCLEAR,
  },
  {
    metric: 'inferred-reads',
    label: 'Inferred reads',
    value: rate(0.0931),
    counts: of(10_412, 111_850, 'contacts'),
    previous: rate(0.0852),
    median: rate(0.0871),
    change: { direction: 'up', tone: 'good', words: ['up ', points(0.0079)] },
  },
  {
    metric: 'click-through',
    label: 'Click-through',
    value: rate(0.0793),
    counts: of(8870, 111_850, 'contacts'),
    beside: ['raw, with bots and previews: ', rate(0.0984), ' (', count(11_010), ' of ', count(111_850), ')'],
    previous: rate(0.0713),
    median: rate(0.0741),
    change: UP,
  },
  {
    metric: 'conversion-rate',
    label: 'Conversion',
    value: rate(0.0107),
    counts: of(1204, 112_300, 'contacts'),
    beside: ['click-to-conversion: ', rate(0.1357), ' (', count(1204), ' of ', count(8870), ')'],
    previous: rate(0.0099),
    median: rate(0.0101),
    change: UNCLEAR,
  },
  {
    metric: 'opt-out-rate',
    label: 'Opt-out',
    value: rate(0.0062),
    counts: of(696, 112_300, 'contacts'),
    previous: rate(0.0041),
    median: rate(0.0044),
    change: { direction: 'up', tone: 'bad', words: ['up ', points(0.0021)] },
  },
  {
    metric: 'time-to-click-median',
    label: 'Time to click',
    value: seconds(260),
    counts: [count(8870), ' contacts who clicked'],
    beside: ['80 % within ', seconds(7860)],
    previous: seconds(305),
    median: seconds(281),
    change: { direction: 'down', tone: 'good', words: ['down ', { kind: 'relative', value: -0.148 }] },
  },
  {
    metric: 'cost',
    label: 'Cost',
    value: money('EUR', 4_910_000_000),
    counts: ['for ', count(118_400), ' messages'],
    previous: money('EUR', 4_120_500_000),
    median: money('EUR', 4_300_000_000),
    change: { direction: 'up', tone: 'neutral', words: ['up ', { kind: 'relative', value: 0.19 }] },
  },
  {
    metric: 'cost-per-conversion',
    label: 'Cost per conversion',
    value: money('EUR', 4_078_000),
    counts: [money('EUR', 4_910_000_000), ' over ', count(1204), ' conversions'],
    previous: money('EUR', 4_310_000),
    median: money('EUR', 4_270_000),
    change: UNCLEAR,
  },
  {
    metric: 'net-roi',
    label: 'Net ROI',
    value: ratio(5.2),
    counts: [money('EUR', 30_442_000_000), ' revenue, ', money('EUR', 4_910_000_000), ' cost'],
    previous: ratio(4.7),
    median: none('no data'),
    change: { direction: 'unknown', tone: 'neutral', words: ['nothing to compare with'] },
  },
];

const COLUMNS = [
  { key: 'campaign', label: 'Campaign', numeric: false },
  { key: 'campaign_id', label: 'Campaign id', numeric: false, csvOnly: true },
  { key: 'attempted', label: 'Messages', numeric: true },
  { key: 'delivery-rate', label: 'Delivery rate', numeric: true },
  { key: 'click-through', label: 'Click-through', numeric: true },
  { key: 'conversion-rate', label: 'Conversion', numeric: true },
  { key: 'opt-out-rate', label: 'Opt-out', numeric: true },
  { key: 'cost', label: 'Cost', numeric: true },
  { key: 'revenue', label: 'Revenue', numeric: true },
] as const;

export function campaignRow(name: string, id: string, messages: number, scale = 1) {
  const linked = Math.round(messages * 0.96);
  const delivered = Math.round(messages * 0.97);
  const part = (share: number, whole: number) => {
    const hit = Math.round(whole * share * scale);
    return { figure: rate(hit / whole), note: [count(hit), ' of ', count(whole)] };
  };
  return [
    { figure: text(name) },
    { figure: text(id) },
    { figure: count(messages) },
    { figure: rate(delivered / messages), note: [count(delivered), ' of ', count(messages)] },
    part(0.079, linked),
    part(0.0107, delivered),
    part(0.0062, delivered),
    { figure: money('EUR', messages * 41_470) },
    { figure: money('EUR', messages * 257_100) },
  ];
}

export function campaigns(many = 3): Section {
  const names = ['Autumn Sale', 'VIP early access', 'Back in stock: Fjäll & co'];
  const rows = Array.from({ length: many }, (_, at) =>
    campaignRow(
      names[at] ?? `Campaign number ${at + 1}, a rather long name`,
      `c-${at + 1}`,
      61_200 - at * 300,
      1.3 - at * 0.004,
    ),
  );
  const rest = rows.slice(15);
  return {
    kind: 'table',
    id: 'campaigns',
    title: 'Campaigns',
    intro: [
      'Highest click-through: Autumn Sale (',
      rate(0.1027),
      ', ',
      count(6034),
      ' of ',
      count(58_752),
      ').',
    ],
    columns: COLUMNS,
    rows: rows.slice(0, 15),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

function segments(): Section {
  const names = ['Loyal, 12 months', 'New this quarter', 'VIP', 'Lapsed', 'Without a segment'];
  return {
    kind: 'table',
    id: 'segments',
    title: 'Segments',
    columns: [{ key: 'segment', label: 'Segment', numeric: false }, ...COLUMNS.slice(1)],
    rows: names.map((name, at) => campaignRow(name, `s-${at}`, 40_000 - at * 7300, 1.2 - at * 0.15)),
    omitted: 0,
  };
}

export function hours(): Section {
  const sent = [
    0, 0, 0, 0, 0, 0, 40, 820, 2900, 6100, 9800, 11_200, 10_300, 8200, 7100, 8800, 11_400, 15_600, 14_100,
    6800, 2300, 90, 0, 0,
  ];
  const shares = [
    0, 0, 0, 0, 0, 0, 0, 0.05, 0.058, 0.061, 0.066, 0.071, 0.079, 0.072, 0.068, 0.075, 0.083, 0.091, 0.088,
    0.08, 0.069, 0, 0, 0,
  ];
  return {
    kind: 'hours',
    title: 'By hour of sending',
    intro: [
      "Click-through by the hour of sending, in the contacts' own time. Highest at 17:00: ",
      rate(0.091),
      ' (',
      ...of(1420, 15_600, 'contacts'),
      ') of ',
      count(14),
      ' hours with enough messages. Observed, not randomised: the hours had different campaigns.',
    ],
    hours: sent.map((n, hour) => {
      const clicks = Math.round(n * (shares[hour] ?? 0));
      const known = n >= 100;
      const figure = n === 0 ? none('nothing sent') : known ? rate(clicks / n) : text(`too few (n = ${n})`);
      return {
        hour,
        share: known ? (shares[hour] ?? 0) / 0.091 : 0,
        figure,
        counts: n === 0 ? [] : of(clicks, n, 'contacts'),
        known,
      };
    }),
  };
}

export function trend(): Section {
  const values = [0.071, 0.074, 0.069, 0.082, 0.091, null, 0.0793];
  return {
    kind: 'trend',
    title: 'Click-through by day of sending',
    alt: [
      'Click-through by day of sending: highest ',
      rate(0.091),
      ' on Fri 20 Nov, lowest ',
      rate(0.069),
      ' on Wed 18 Nov',
    ],
    points: values.map((value, at) => ({
      day: `2026-11-${16 + at}`,
      value,
      count: value === null ? 12 : 15_000 + at * 311,
    })),
    unit: 'rate',
  };
}

function definitions(): Section {
  return {
    kind: 'definitions',
    title: 'How we counted',
    items: [
      {
        label: 'Delivery rate',
        sentence:
          'Delivered messages divided by attempted messages without canceled ones and those still in process; messages that never got an answer (unknown) stay in the denominator. Window: in process up to 72 h after sending.',
      },
      {
        label: 'Click-through',
        sentence:
          'Contacts with at least one human click divided by contacts with at least one delivered message that bears a link. Window: 72 h after sending.',
      },
    ],
    notes: [
      [
        count(2140),
        ' hits by bots and link previews and ',
        count(311),
        ' suspected ones were left out of ',
        count(12_004),
        ' hits; the raw click-through has them in.',
      ],
    ],
  };
}
