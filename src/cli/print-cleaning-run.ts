import { shownSentence, shownText } from '../core/shown-text.ts';
import type { CleaningRun } from '../pipelines/propose-cleaning.ts';

const SHOWN = 10;

const SCOPES = {
  changed: '',
  candidates: ', every candidate',
  everybody: ', everybody',
} as const satisfies Readonly<Record<CleaningRun['scope'], string>>;

/** What a search did, for a person. */
export function cleaningRunText(run: CleaningRun): string {
  const { counts, optedOut, excluded } = run;
  const lines = [
    `search ${run.id} as of ${run.asOf.toString()}${SCOPES[run.scope]}: ${counts.read} read, ${counts.judged} judged`,
    `${counts.proposed} proposed, ${counts.confirmed} confirmed, ${counts.superseded} superseded, ${counts.withdrawn} withdrawn, ${counts.expired} expired, ${counts.silenced} not asked again`,
    `${run.wouldSuppress} of ${run.reachable} reachable contacts would be taken out`,
  ];
  if (run.heldBecause !== null) lines.push(`held for a person to release: ${shownSentence(run.heldBecause)}`);
  if (optedOut.messages > 0) {
    lines.push(
      `BREACH: ${optedOut.messages} messages went to ${optedOut.contacts} contacts after they had opted out`,
    );
  }
  for (const code of run.distrustedCodes)
    lines.push(`not believed, most it condemns are reached later: code ${shownText(code)}`);
  for (const { why } of excluded?.slice(0, SHOWN) ?? []) lines.push(`left out: ${shownSentence(why)}`);
  if (excluded !== null && excluded.length > SHOWN)
    lines.push(`and ${excluded.length - SHOWN} more left out`);
  return `${lines.join('\n')}\n`;
}

/** Stable keys. */
export function cleaningRunJson(run: CleaningRun): unknown {
  return {
    run_id: run.id,
    as_of: run.asOf.toString(),
    full: run.scope === 'everybody',
    state: run.state,
    held_because: run.heldBecause,
    reachable: run.reachable,
    would_suppress: run.wouldSuppress,
    counts: run.counts,
    opted_out_yet_messaged: run.optedOut,
    distrusted_codes: run.distrustedCodes,
    left_out:
      run.excluded?.map(
        ({ campaignId, carrier, failureClass, fromS, toS, who, messages, failures, why }) => ({
          campaign_id: campaignId,
          carrier,
          failure_class: failureClass,
          from: Temporal.Instant.fromEpochMilliseconds(fromS * 1000).toString(),
          to: Temporal.Instant.fromEpochMilliseconds(toS * 1000).toString(),
          who,
          messages,
          failures,
          why,
        }),
      ) ?? null,
  };
}
