import { type Breach, type HonourTimes, nearestRank } from '../../opt-out-honour.ts';
import { maskPhonesIn } from '../../phone-number.ts';
import { count, type Figure, none, type Phrase, say, sayCounted, term, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { Cell, Column, NoteSection } from '../report-model.ts';
import { counted, joinWith } from '../words.ts';
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
      : [say`The latest promotional message after an opt-out came ${longestAfter(promotional)} after it.`]),
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
  if (seconds.length === 0)
    return sayCounted(
      asked,
      'Time until honoured: not known for {0} opt-out by text; the sending platform wrote no record of its own and sent nothing after it.',
      'Time until honoured: not known for {0} opt-outs by text; the sending platform wrote no record of its own and sent nothing after them.',
    );
  const median = durationOf(seconds, 0.5);
  const spread =
    seconds.length < LEAST_FOR_P95
      ? say`median ${median}, longest ${durationOf(seconds, 1)}`
      : say`median ${median}, 95 % within ${durationOf(seconds, 0.95)}`;
  const known = say`${count(seconds.length)} of ${counted(asked, 'opt-out')} by text`;
  const rest =
    unknown === 0
      ? []
      : sayCounted(
          unknown,
          'for {0} the sending platform wrote no record of its own and sent nothing after it',
          'for {0} the sending platform wrote no record of its own and sent nothing after them',
        );
  return say`Time until honoured: ${spread} (${joinWith('; ', [known, rest])}).`;
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
        term('all'),
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
