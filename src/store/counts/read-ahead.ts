import { statement } from '../roll-up/statement.ts';
import type { ReadRows } from '../select-rows.ts';
import { type Answer, answerOf } from './hand-out.ts';
import type { CohortFilter } from './load-cohorts.ts';
import type { Range } from './owned-range.ts';
import type { ReadAlready } from './read-sums.ts';
import {
  type Names,
  type Selection,
  type SpanReader,
  type Spans,
  secondsOf,
  spanReader,
  spansOf,
} from './selection.ts';
import { isNamed, type SumPart } from './sum-part.ts';
import { rowsAsText, sumSql } from './sum-statement.ts';

/** What a load will read if the window holds its campaigns wholly. */
export type Expect = (filter: CohortFilter, plan: (guess: Selection) => readonly SumPart[]) => void;

type ReadAhead = { readonly expect: Expect; readonly spans: SpanReader; readonly readAlready: ReadAlready };

/**
 * Spans say which cubes answer a load, so that every report would wait for them first. A report of one campaign, or of all
 * time, mostly holds its campaigns wholly: what it then reads comes in the statement of the spans. The server leaves out the
 * rows when the guess is wrong, and they are read as ever.
 */
export function readAhead(read: ReadRows, begin: () => void): ReadAhead {
  const readSpans = spanReader(read);
  const known = new Map<string, Promise<Spans>>();
  const sent = new Set<string>();
  const expected = new Map<string, Expected>();
  const answers = new Map<string, Answer>();
  return {
    expect: (filter, plan) => {
      const key = keyOf(filter);
      const guess = sent.has(key) ? null : guessOf(filter);
      if (guess === null) return;
      const ofKey = expected.get(key) ?? { window: guess.window, parts: new Map<string, SumPart>() };
      expected.set(key, ofKey);
      if (guess.window.from !== ofKey.window.from || guess.window.to !== ofKey.window.to) return;
      for (const part of plan(guess)) ofKey.parts.set(keyOfPart(part, UNKNOWN), part);
    },
    spans: (names) => {
      const key = keyOf(names);
      const found = known.get(key) ?? readFirst(names, key);
      known.set(key, found);
      return found;
    },
    readAlready: (part) => {
      const hasGuess = part.segments === null && answers.size > 0;
      return hasGuess ? (answers.get(keyOfPart(part, part.campaigns?.[0] ?? UNKNOWN)) ?? null) : null;
    },
  };

  /** Waits until whoever asks in the same breath has said what it expects. */
  async function readFirst(names: Names, key: string): Promise<Spans> {
    // the server opens the snapshot while we plan
    begin();
    await Promise.resolve();
    sent.add(key);
    const ahead = expected.get(key);
    if (ahead === undefined) return readSpans(names);
    const parts = [...ahead.parts.values()];
    const [told, ...texts] = await readWith(read, names, ahead.window, parts);
    // a campaign that never sent: nothing of it has come, no names either
    if (told === undefined) return { hasCampaignFilter: true, segments: null, spans: [] };
    const spans = spansOf(told);
    const isRight =
      spans.length > 0 &&
      spans.every(({ first, last }) => first >= ahead.window.from && last < ahead.window.to);
    const campaign = spans[0]?.id ?? UNKNOWN;
    for (const [at, part] of parts.entries()) {
      if (isRight || isTimeless(part)) answers.set(keyOfPart(part, campaign), answerOf(part, texts[at]));
    }
    return { hasCampaignFilter: names.campaignIds !== undefined, segments: null, spans };
  }
}

/** `parts`: by their key */
type Expected = { readonly window: Range; readonly parts: Map<string, SumPart> };

function keyOf({ campaignIds, segmentIds }: Names): string {
  return JSON.stringify([campaignIds ?? null, segmentIds ?? null]);
}

/** Stands for a campaign whose number is not known yet. */
const UNKNOWN = 0;

/**
 * The same whether its one campaign is known or not; several are never guessed. Of a text whoever asks picks its keys
 * itself, so that no more tells it from another.
 */
function keyOfPart(part: SumPart, campaign: number): string {
  const { source, campaigns, ranges, isText, counts } = part;
  const of = campaigns === null ? 'all' : campaigns.length > 1 ? campaigns.join() : campaign;
  if (!isText) return `${of} ${sumSql(campaigns === null ? part : { ...part, campaigns: [UNKNOWN] })}`;
  return `${of} ${source} ${ranges?.map(({ from, to }) => `${from}-${to}`).join() ?? ''} ${counts?.join() ?? ''}`;
}

/** Names are the same whatever the window holds; of all campaigns only those inside it are asked for. */
function isTimeless(part: SumPart): boolean {
  return part.source === 'segment-names' || (isNamed(part) && part.campaigns !== null);
}

/** null = no guess: several campaigns, or of some segments */
function guessOf(filter: CohortFilter): Selection | null {
  const { campaignIds, segmentIds } = filter;
  if (segmentIds !== undefined || (campaignIds !== undefined && campaignIds.length !== 1)) return null;
  const window = secondsOf(filter);
  const one = { id: UNKNOWN, isWhole: true, first: window.from, last: window.to - 1 };
  const hasCampaignFilter = campaignIds !== undefined;
  // all is more than one
  const active = hasCampaignFilter ? [one] : [one, one];
  return { window, hasCampaignFilter, segments: null, active, isEverything: !hasCampaignFilter };
}

/** Text of the spans, then of the parts; nothing when the one campaign never sent. */
async function readWith(
  read: ReadRows,
  { campaignIds }: Names,
  { from, to }: Range,
  parts: readonly SumPart[],
): Promise<readonly unknown[]> {
  const [id] = campaignIds ?? [];
  const { file, isInside, ...of } = id === undefined ? OF_ALL : OF_ONE;
  const inside = isInside.replace('{{from}}', String(from)).replace('{{to}}', String(to));
  const texts = parts.map((part, at) => {
    const isOfAll = part.campaigns === null;
    const select = part.isText
      ? sumSql(part, isOfAll ? null : of.texts)
      : rowsAsText(sumSql(part, isOfAll && id !== undefined ? null : of.rows(from, to)));
    return `,\n  ${isTimeless(part) ? `(${select})` : `IF(${inside}, (${select}), NULL)`} AS t${at}`;
  });
  const sql = statement(`counts/${file}`).replace('{{texts}}', () => texts.join(''));
  const marks = sql.split('?').length - 1;
  const [row = []] = await read(sql, id === undefined ? [] : Array.from({ length: marks }, () => id));
  return row;
}

/** `texts`, `rows`: condition on the campaign; a text that is made of rows sees nothing of the statement around it. */
const OF_ONE = {
  file: 'ahead-of-one',
  isInside: 'g.first_s >= {{from}} AND g.last_s < {{to}}',
  texts: '= g.campaign_id',
  rows: (
    from: number,
    to: number,
  ) => `= (SELECT g.campaign_id FROM campaigns n JOIN campaign_spans g ON g.campaign_id = n.id
  WHERE n.campaign_id = ? AND g.first_s >= ${from} AND g.last_s < ${to})`,
};
const OF_ALL = {
  file: 'ahead-of-all',
  isInside: 'MIN(s.first_s) >= {{from}} AND MAX(s.last_s) < {{to}}',
  texts: null,
  rows: (from: number, to: number) =>
    `NOT EXISTS (SELECT 1 FROM campaign_spans g WHERE g.first_s < ${from} OR g.last_s >= ${to})`,
};
