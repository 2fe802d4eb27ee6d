import { type Command, Option } from 'commander';
import { Failure } from '../core/failure.ts';
import { type ReportType, refusalOfFilter, refusalOfWish } from '../core/reports/catalogue.ts';
import { isReportVariant, REPORT_VARIANTS } from '../core/reports/report-variants.ts';
import { shownText } from '../core/shown-text.ts';
import type { ReportAsked } from '../pipelines/compose-needs.ts';
import type { Db } from '../store/connect.ts';
import { unknownNames } from '../store/known-ids.ts';

export type ScopeFlags = {
  readonly brand?: readonly string[];
  readonly tag?: readonly string[];
  readonly variant?: string;
};

export function addScopeOptions(command: Command): Command {
  return command
    .option('--brand <name...>', 'only campaigns of these brands')
    .option('--tag <name...>', 'only campaigns with one of these tags')
    .addOption(new Option('--variant <variant>', `how much of it: ${REPORT_VARIANTS.join(', ')}`));
}

/** Throws `bad-input` when the report cannot be limited so. */
export function readScope(
  report: ReportType,
  { brand, tag, variant }: ScopeFlags,
): Pick<ReportAsked, 'brands' | 'tags' | 'variant'> {
  for (const [flag, filter, names] of [
    ['brand', 'brands', brand],
    ['tag', 'tags', tag],
  ] as const) {
    const refusal = refusalOfFilter(report, filter);
    if (names !== undefined && refusal !== null) throw new Failure('bad-input', `--${flag}: ${refusal}`);
  }
  return {
    ...(brand === undefined ? {} : { brands: brand }),
    ...(tag === undefined ? {} : { tags: tag }),
    ...(variant === undefined ? {} : { variant: readVariant(report, variant) }),
  };
}

/** A mistyped name would read as a period without campaigns. */
export async function refuseUnknownScope(db: Db, { brand = [], tag = [] }: ScopeFlags): Promise<void> {
  for (const [kind, names] of [
    ['brand', brand],
    ['tag', tag],
  ] as const) {
    const [unknown] = await unknownNames(db, kind, names);
    if (unknown !== undefined)
      throw new Failure('bad-input', `--${kind}: no campaign has the ${kind} ${shownText(unknown)}`);
  }
}

function readVariant(report: ReportType, text: string): NonNullable<ReportAsked['variant']> {
  if (!isReportVariant(text))
    throw new Failure(
      'bad-input',
      `--variant: ${shownText(text)} is not one of ${REPORT_VARIANTS.join(', ')}`,
    );
  const refusal = text === 'full' ? null : refusalOfWish(report, 'variant');
  if (refusal !== null) throw new Failure('bad-input', `--variant: ${refusal}`);
  return text;
}
