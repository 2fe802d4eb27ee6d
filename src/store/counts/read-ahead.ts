import type { ReadRows } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { type RawRows, type ReadAlready, tagOf, unite } from './read-sums.ts';
import {
  type Names,
  type Selection,
  type SpanReader,
  type Spans,
  secondsOf,
  spanReader,
  spanSql,
  spansOf,
} from './selection.ts';
import type { SumPart } from './sum-part.ts';
import { sumSql } from './sum-statement.ts';
import type { Range } from './window-parts.ts';

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
  const rows = new Map<string, RawRows>();
  return {
    expect: (filter, plan) => {
      const key = keyOf(filter);
      const guess = sent.has(key) ? null : guessOf(filter);
      if (guess === null) return;
      const ofKey = expected.get(key) ?? { window: guess.window, parts: new Map<string, SumPart>() };
      expected.set(key, ofKey);
      if (guess.window.from !== ofKey.window.from || guess.window.to !== ofKey.window.to) return;
      for (const part of plan(guess)) ofKey.parts.set(sumSql(part), part);
    },
    spans: (names) => {
      const key = keyOf(names);
      const found = known.get(key) ?? readFirst(names, key);
      known.set(key, found);
      return found;
    },
    readAlready: (part) => rows.get(keyOfPart(part, part.campaigns?.[0])) ?? null,
  };

  /** Waits until whoever asks in the same breath has said what it expects. */
  async function readFirst(names: Names, key: string): Promise<Spans> {
    // the server opens the snapshot while we plan
    begin();
    await Promise.resolve();
    sent.add(key);
    const ahead = expected.get(key);
    if (ahead === undefined) return readSpans(names);
    const { spans, parts } = await readWith(read, names, ahead);
    const [only] = spans;
    const isRight =
      spans.length > 0 &&
      spans.every(({ first, last }) => first >= ahead.window.from && last < ahead.window.to);
    if (isRight) for (const { part, rows: ofPart } of parts) rows.set(keyOfPart(part, only?.id), ofPart);
    return { hasCampaignFilter: names.campaignIds !== undefined, segments: null, spans };
  }
}

type PartRows = { readonly part: SumPart; readonly rows: RawRows };

/** `parts`: by their SELECT */
type Expected = { readonly window: Range; readonly parts: Map<string, SumPart> };

function keyOf({ campaignIds, segmentIds }: Names): string {
  return JSON.stringify([campaignIds ?? null, segmentIds ?? null]);
}

/** Stands for a campaign whose number is not known yet. */
const UNKNOWN = 0;

/** The same whether its one campaign is known or not. */
function keyOfPart(part: SumPart, campaign: number | undefined): string {
  if (part.campaigns === null) return sumSql(part);
  // several are never guessed
  if (part.campaigns.length > 1) return '';
  return `${campaign} ${sumSql({ ...part, campaigns: [UNKNOWN] })}`;
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

async function readWith(
  read: ReadRows,
  { campaignIds }: Names,
  { window: { from, to }, parts }: Expected,
): Promise<{ readonly spans: Spans['spans']; readonly parts: readonly PartRows[] }> {
  const all = [...parts.values()];
  const condition =
    campaignIds === undefined
      ? `NOT EXISTS (SELECT 1 FROM campaign_spans g WHERE g.first_s < ${from} OR g.last_s >= ${to})`
      : `= (SELECT g.campaign_id FROM campaigns n JOIN campaign_spans g ON g.campaign_id = n.id
  WHERE n.campaign_id = ? AND g.first_s >= ${from} AND g.last_s < ${to})`;
  const isGuarded = ({ campaigns }: SumPart): boolean => campaignIds === undefined || campaigns !== null;
  const sql = unite([
    spanSql('text-spans', campaignIds),
    ...all.map((part) => sumSql(part, isGuarded(part) ? condition : null)),
  ]);
  const ids = campaignIds ?? [];
  const values = [...ids, ...all.filter(isGuarded).flatMap(() => ids)];
  const rows = Map.groupBy(await read(sql, values), tagOf);
  return {
    spans: (rows.get(0) ?? []).flatMap((row) => spansOf(Number(row[4]), String(row[5]))),
    parts: all.map((part, at) => ({ part, rows: rows.get(at + 1) ?? [] })),
  };
}
