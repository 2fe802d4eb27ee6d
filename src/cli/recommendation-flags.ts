import { type Command, Option } from 'commander';
import { STATES } from '../core/cleaning/life-cycle.ts';
import { REASONS } from '../core/cleaning/recommendation.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import type { Choice } from '../store/cleaning/choose-recommendations.ts';
import type { RecommendationFilter } from '../store/cleaning/recommendation-filter.ts';
import { parseInstant } from './read-window.ts';

export type FilterFlags = {
  readonly state?: string;
  readonly reason?: string;
  readonly segment?: string;
  readonly minConfidence?: string;
  readonly run?: string;
  readonly batch?: string;
  readonly text?: string;
};

export function addFilterFlags(command: Command, states: 'with-state' | 'without-state'): Command {
  if (states === 'with-state')
    command.addOption(
      new Option('--state <state>', 'only in this state').choices([...STATES, 'all']).default('proposed'),
    );
  return command
    .addOption(new Option('--reason <reason>', 'only for this reason').choices(REASONS))
    .option('--segment <id>', 'only of this segment, by the id of the sending platform')
    .option('--min-confidence <share>', 'only at least so sure, 0 to 1')
    .option('--run <id>', 'only what this search found last')
    .option('--batch <id>', 'only what this batch applied')
    .option('--text <text>', 'start of a contact id, end of a masked number, or a rule such as R1');
}

export function readFilter(flags: FilterFlags): RecommendationFilter {
  const state = STATES.find((known) => known === flags.state);
  const reason = REASONS.find((known) => known === flags.reason);
  return {
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(flags.segment === undefined ? {} : { segmentId: flags.segment }),
    ...(flags.minConfidence === undefined ? {} : { minConfidence: readShare(flags.minConfidence) }),
    ...(flags.run === undefined ? {} : { runId: readNumber(flags.run, '--run') }),
    ...(flags.batch === undefined ? {} : { batchId: readNumber(flags.batch, '--batch') }),
    ...(flags.text === undefined ? {} : { text: flags.text }),
  };
}

/** `17`, or `17@3`: only if it is still at version 3, as `list` shows it. */
export type NamedRecommendation = { readonly id: number; readonly version: number | null };

export function readNamed(words: readonly string[]): readonly NamedRecommendation[] {
  return words.map((word) => {
    const [, id, version] = /^(\d{1,15})(?:@(\d{1,9}))?$/.exec(word) ?? [];
    if (id === undefined)
      throw new Failure('bad-input', `ids: ${shownText(word)} is not an id such as 17 or 17@3`);
    return { id: Number(id), version: version === undefined ? null : Number(version) };
  });
}

/** Ids or a filter, not both; nothing at all needs `--all`, so that a forgotten word decides nothing. */
export function requireOneWay(
  named: readonly unknown[],
  flags: FilterFlags & { readonly all?: boolean },
): void {
  const { state: _, ...narrowing } = flags;
  const hasFilter = Object.keys(readFilter(narrowing)).length > 0;
  if (named.length > 0 && (hasFilter || flags.all === true))
    throw new Failure('bad-input', 'ids: cannot stand beside a filter; name ids, or a filter');
  if (named.length === 0 && !hasFilter && flags.all !== true)
    throw new Failure('bad-input', 'ids: are missing; name ids, a filter such as --reason, or --all');
}

/** Where no version was named, the one the row has now is what was seen. */
export function choiceOf(
  named: readonly NamedRecommendation[],
  now: ReadonlyMap<number, number>,
  filter: RecommendationFilter,
): Choice {
  if (named.length === 0) return { filter };
  return { ids: named.map(({ id, version }) => ({ id, version: version ?? now.get(id) ?? 0 })) };
}

export function readNumber(text: string, flag: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new Failure('bad-input', `${flag}: ${shownText(text)} is not a whole number such as 17`);
  return Number(text);
}

function readShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new Failure('bad-input', `--min-confidence: ${shownText(text)} is not a share from 0 to 1`);
  return share;
}

/** A date (its start, UTC) or a moment. */
export function readMoment(text: string, flag: string): Temporal.Instant {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  return parseInstant(whole, flag, text, 'a date like 2026-12-01 or a moment like 2026-12-01T08:00:00Z');
}
