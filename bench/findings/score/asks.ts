import { precisionOf, recallOf } from './hits.ts';
import { addNumbers } from './score-numbers.ts';
import type { WorldScore } from './score-world.ts';

/** A line of the results. */
export type Ask = {
  readonly what: string;
  readonly measured: string;
  readonly ask: string;
  /** null = nothing was asked, or nothing to measure it on */
  readonly isMet: boolean | null;
};

/** findings.md 9, over planted worlds and over worlds in which nothing is planted. */
export function asksOf(planted: WorldScore, empty: WorldScore): readonly Ask[] {
  const { segments, anomalies, windows, contacts } = planted;
  const numbers = addNumbers(planted.numbers, empty.numbers);
  return [
    atLeast('segments: precision', precisionOf(segments.fatigued), 0.85, counts(segments.fatigued)),
    atLeast('segments: recall', recallOf(segments.fatigued), 0.8, counts(segments.fatigued)),
    atMost('segments: false in 100, null worlds', per100(empty.segments.fatigued), 1, ofClean(empty)),
    atLeast('anomalies: precision', precisionOf(anomalies.hits), 0.8, counts(anomalies.hits)),
    atLeast('anomalies: recall', recallOf(anomalies.hits), 0.85, counts(anomalies.hits)),
    told('anomalies: false in 100 campaigns and metrics, null worlds', per100(empty.anomalies.hits)),
    atMost('anomalies: immature campaigns', anomalies.immature + empty.anomalies.immature, 0),
    atMost('anomalies: bot storms as clicks', anomalies.storms, 0),
    atLeast(
      'contacts: some real problem',
      share(contacts.anyProblem, contacts.flagged),
      0.8,
      `${contacts.flagged} flagged`,
    ),
    told('contacts: tired by texts', share(contacts.tired, contacts.flagged)),
    told('contacts: recall of the tired', share(contacts.tired, contacts.tiredInAll)),
    atMost('contacts: next clicks against matched', share(contacts.clicked, contacts.expected), 0.5),
    told('contacts: flagged per null world', share(empty.contacts.flagged, empty.worlds)),
    atMost('numbers: away for some weeks and called bad', known(numbers.transient, numbers.planted), 0),
    told('numbers: good and called bad', known(numbers.good, numbers.planted)),
    told('numbers: bad and found', share(numbers.bad, numbers.planted)),
    atLeast(
      'window: right',
      share(windows.right, windows.worlds),
      1,
      `${windows.right} of ${windows.worlds} worlds`,
    ),
    told('window: right by the chart of all messages', share(windows.chartRight, windows.worlds)),
    atMost(
      'window: found where no hour is better',
      empty.windows.found,
      0,
      `${empty.windows.flatWorlds} worlds`,
    ),
    told('window: segments with hours of their own', share(windows.ownRight, windows.own)),
    told('window: segments wrongly said to differ', windows.ownWrong + empty.windows.ownWrong),
  ];
}

function share(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}

/** null where numbers were not searched. */
function known(count: number, planted: number): number | null {
  return planted === 0 ? null : count;
}

function per100({ wrong, clean }: { readonly wrong: number; readonly clean: number }): number | null {
  return clean === 0 ? null : (100 * wrong) / clean;
}

function counts({
  right,
  wrong,
  missed,
}: {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}): string {
  return `${right} right, ${wrong} wrong, ${missed} missed`;
}

function ofClean({ segments }: WorldScore): string {
  return `${segments.fatigued.wrong} of ${segments.fatigued.clean}`;
}

function atLeast(what: string, value: number | null, least: number, note = ''): Ask {
  return {
    what,
    measured: shown(value, note),
    ask: `>= ${least}`,
    isMet: value === null ? null : value >= least,
  };
}

function atMost(what: string, value: number | null, most: number, note = ''): Ask {
  return {
    what,
    measured: shown(value, note),
    ask: `<= ${most}`,
    isMet: value === null ? null : value <= most,
  };
}

function told(what: string, value: number | null): Ask {
  return { what, measured: shown(value, ''), ask: '', isMet: null };
}

function shown(value: number | null, note: string): string {
  const number = value === null ? 'nothing to measure' : String(Number(value.toFixed(3)));
  return note === '' ? number : `${number} (${note})`;
}
