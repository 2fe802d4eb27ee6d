import { type Breach, type HonourTimes, nearestRank } from '../../opt-out-honour.ts';
import { maskPhonesIn } from '../../phone-number.ts';
import { count, type Figure, none, type Phrase, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { Cell, Column, NoteSection } from '../report-model.ts';
import { agree, counted } from '../words.ts';
import {
  byCampaign,
  contactsOf,
  describeStopped,
  describeTransactional,
  longestAfter,
  sentOf,
} from './breaches.ts';

/** A 95th percentile of fewer is their longest (judgement). */
const LEAST_FOR_P95 = 20;

/** Who was written to after opting out, and how long opt-outs took until they were honoured; null when nothing is known. */
export function composeOptOutsHonoured({ input, freshness }: Reading): NoteSection | null {
  const { optOuts } = input.details;
  const times = freshness.withheld.has('opt-outs') ? null : optOuts.times;
  const promotional = sentOf(optOuts.breaches);
  const lines: readonly Phrase[] = [
    ...(promotional.length === 0
      ? []
      : [['The latest promotional message after an opt-out came ', longestAfter(promotional), ' after it.']]),
    ...describeStopped(optOuts),
    ...describeTransactional(optOuts),
    ...(times === null || times.asked === 0 ? [] : [describeTimes(times)]),
  ];
  if (lines.length === 0) return null;
  return {
    kind: 'note',
    title: 'Opt-outs honoured',
    lines,
    figures: {
      kind: 'table',
      id: 'opt-outs-honoured',
      title: 'Opt-outs honoured',
      columns: COLUMNS,
      rows: [
        ...byCampaign(optOuts.breaches).map(cellsOfCampaign),
        ...(times === null ? [] : cellsOfTimes(times)),
      ],
      omitted: 0,
    },
  };
}

function describeTimes(times: HonourTimes): Phrase {
  const { asked, seconds } = times;
  const unknown = asked - seconds.length;
  const why = 'the sending platform wrote no record of its own and sent nothing after';
  if (seconds.length === 0)
    return [
      'Time until honoured: not known for ',
      ...counted(asked, 'opt-out'),
      ` by text; ${why} ${agree(asked, 'it', 'them')}.`,
    ];
  const isFew = seconds.length < LEAST_FOR_P95;
  return [
    'Time until honoured: median ',
    durationOf(seconds, 0.5),
    isFew ? ', longest ' : ', 95 % within ',
    durationOf(seconds, isFew ? 1 : 0.95),
    ' (',
    count(seconds.length),
    ' of ',
    ...counted(asked, 'opt-out'),
    ' by text',
    ...(unknown === 0 ? [] : ['; for ', count(unknown), ` ${why} ${agree(unknown, 'it', 'them')}`]),
    ').',
  ];
}

function durationOf(seconds: readonly number[], q: number): Figure {
  const value = nearestRank(seconds, q);
  return value === null ? none('no opt-out with a known time') : { kind: 'duration', seconds: value };
}

const COLUMNS: readonly Column[] = [
  { key: 'figure', label: 'Figure', numeric: false },
  { key: 'campaign', label: 'Campaign', numeric: false },
  { key: 'campaign_id', label: 'Campaign id', numeric: false },
  { key: 'cases', label: 'Cases', numeric: true },
  { key: 'delivered', label: 'Delivered', numeric: true },
  { key: 'of', label: 'Of', numeric: true },
  { key: 'contacts', label: 'Contacts', numeric: true },
  { key: 'time', label: 'Time', numeric: true },
  { key: 'contact_ids', label: 'Contact ids', numeric: false },
];

/** Contacts an operator starts with. */
const MOST_IDS = 10;
const NOT_HERE = none('does not apply');

function cellsOfCampaign(own: readonly Breach[]): readonly Cell[] {
  const [first] = own;
  const ids = [...new Set(own.map(({ contactId }) => maskPhonesIn(contactId)))];
  const kind = first?.isPromotional === false ? 'transactional' : 'promotional';
  return cells([
    text(`${kind}_messages_after_opt_out${first?.isStopped === true ? '_stopped' : ''}`),
    text(first?.campaign ?? ''),
    text(first?.campaignId ?? ''),
    count(own.length),
    count(own.filter(({ isDelivered }) => isDelivered).length),
    NOT_HERE,
    count(contactsOf(own)),
    longestAfter(own),
    text([...ids.slice(0, MOST_IDS), ...(ids.length > MOST_IDS ? ['...'] : [])].join(' ')),
  ]);
}

function cellsOfTimes({ asked, seconds }: HonourTimes): readonly (readonly Cell[])[] {
  if (asked === 0) return [];
  return [['time_until_honoured_median', 0.5] as const, ['time_until_honoured_p95', 0.95] as const].map(
    ([id, q]) =>
      cells([
        text(id),
        text('all'),
        NOT_HERE,
        count(seconds.length),
        NOT_HERE,
        count(asked),
        NOT_HERE,
        durationOf(seconds, q),
        NOT_HERE,
      ]),
  );
}

function cells(figures: readonly Figure[]): readonly Cell[] {
  return figures.map((figure) => ({ figure }));
}
