import { Failure } from '../core/failure.ts';
import type { AllowedHours } from '../core/findings/send-hours.ts';
import { type FlagValidation, validateFlags } from '../core/findings/validation/validate-flags.ts';
import type { Db } from '../store/connect.ts';
import { findBounds } from '../store/findings/bounds.ts';
import { removeFindingRun, sayAlive } from '../store/findings/finding-runs.ts';
import type { Known } from '../store/findings/marks.ts';
import { loadNames } from '../store/findings/names.ts';
import { readNextPeriod } from '../store/findings/read-next-period.ts';
import { findFindings } from './find-findings.ts';

export type Validation = FlagValidation & {
  readonly asOf: Temporal.Instant;
  readonly known: Known;
};

/** The 28 days after, and the 7 in which a click counts. */
const DAYS_AFTER = 35;

/**
 * Freezes the flags of contacts at a moment in the past and looks at what flagged and unflagged ones of the same segment
 * and dose did in the 28 days after. Nothing stays. `bad-input` when those days are not over.
 */
export async function validateFindings(
  db: Db,
  asked: {
    readonly asOf: Temporal.Instant;
    readonly now: Temporal.Instant;
    readonly sendHours: AllowedHours;
    readonly onProgress?: (step: string, done: number, of: number) => void;
  },
): Promise<Validation> {
  const { asOf, now, ...options } = asked;
  if (Temporal.Instant.compare(asOf.add({ hours: 24 * DAYS_AFTER }), now) > 0)
    throw new Failure(
      'bad-input',
      `--as-of: ${asOf.toString()} is less than ${DAYS_AFTER} days ago; what came after is not known yet`,
    );
  const { runId, known, usual } = await findFindings(db, { asOf, kind: 'passing', ...options });
  try {
    const rows =
      usual === null
        ? []
        : await readNextPeriod(db, runId, await findBounds(db, asOf), await loadNames(db), usual, {
            onProgress: () => sayAlive(db, runId),
          });
    return { asOf, known, ...validateFlags(rows) };
  } finally {
    await removeFindingRun(db, runId);
  }
}
