import type { ObservedOverExpected } from '../core/findings/validation/validate-flags.ts';
import type { Validation } from '../pipelines/validate-findings.ts';

/** A date of `findings validate --json`. A ratio below 1: flagged contacts did it less than unflagged ones. */
export function validationJson({ asOf, known, flagged, unflagged, strata, clicks, optOuts }: Validation) {
  return {
    as_of: asOf.toString(),
    known,
    flagged,
    unflagged,
    strata,
    clicks: overJson(clicks),
    opt_outs: overJson(optOuts),
  };
}

function overJson(over: ObservedOverExpected | null) {
  if (over === null) return null;
  const { observed, expected, ratio, interval } = over;
  return { observed, expected, ratio, lower: interval?.lower ?? null, upper: interval?.upper ?? null };
}

export function validationText({
  asOf,
  known,
  flagged,
  unflagged,
  strata,
  clicks,
  optOuts,
}: Validation): string {
  const lines = [
    `Flags of ${asOf.toString()}${known === 'occurred' ? ', made from what had happened by then' : ''}`,
    `  ${flagged} flagged contacts and ${unflagged} others of the same segments and doses (${strata} strata) got texts in the 28 days after`,
  ];
  if (flagged === 0) return `${[...lines, '  nothing can be compared'].join('\n')}\n`;
  return `${[...lines, `  clicks    ${overText(clicks)}`, `  opt-outs  ${overText(optOuts)}`].join('\n')}\n`;
}

function overText(over: ObservedOverExpected | null): string {
  if (over === null) return 'none was to be expected';
  const { observed, expected, ratio, interval } = over;
  const range =
    interval === null
      ? 'too few for an interval'
      : `95 % ${interval.lower.toFixed(2)} to ${interval.upper.toFixed(2)}`;
  return `${observed} of ${expected.toFixed(1)} expected: x ${ratio.toFixed(2)} (${range})`;
}
