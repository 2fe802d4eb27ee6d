import type { PlanWishes } from '../core/experiments/draft-plan.ts';
import { type Outcome, parseOutcome } from '../core/experiments/outcome.ts';
import { TESTED_THINGS } from '../core/experiments/plan.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import type { ExperimentPlanFile } from '../files/experiment-plan-file.ts';

/** What `experiments plan` is told; everything as text. */
export type PlanFlags = {
  readonly campaign?: string;
  readonly audience?: string;
  readonly rate?: string;
  readonly arms?: string;
  readonly shares?: string;
  readonly outcome?: string;
  readonly alpha?: string;
  readonly power?: string;
  readonly plan?: string;
  readonly tested?: string;
  readonly theme?: string;
  readonly primary?: string;
  readonly mde?: string;
  readonly plannedContacts?: string;
  readonly clickHours?: string;
  readonly conversionHours?: string;
  readonly apply?: boolean;
  readonly json?: boolean;
};

/** Flags that say what a plan file says too: one or the other. */
const IN_FILE = {
  audience: '--audience',
  rate: '--rate',
  arms: '--arms',
  shares: '--shares',
  outcome: '--outcome',
  alpha: '--alpha',
  tested: '--tested',
  theme: '--theme',
  primary: '--primary',
  mde: '--mde',
  plannedContacts: '--planned-contacts',
  clickHours: '--click-hours',
  conversionHours: '--conversion-hours',
} as const satisfies Partial<Record<keyof PlanFlags, string>>;

export function refuseTwoSources(flags: PlanFlags): void {
  if (flags.plan === undefined) return;
  for (const [key, name] of Object.entries(IN_FILE)) {
    if (Object.hasOwn(flags, key)) {
      throw new Failure('bad-input', `--plan: cannot stand beside ${name}; a plan has one source`);
    }
  }
}

/** The flags as a plan; `--shares` is read by `readShares`. */
export function wishesOfFlags(flags: PlanFlags): PlanWishes {
  return {
    tested: readTested(flags.tested),
    theme: flags.theme,
    primary: readOutcome(flags) ?? undefined,
    mdeRelative: optionalNumber('--mde', flags.mde),
    plannedContacts: readContacts(flags) ?? undefined,
    plannedRate: optionalNumber('--rate', flags.rate),
    alpha: optionalNumber('--alpha', flags.alpha),
    windows: {
      click: optionalNumber('--click-hours', flags.clickHours),
      conversion: optionalNumber('--conversion-hours', flags.conversionHours),
    },
  };
}

export function wishesOfFile(file: ExperimentPlanFile): PlanWishes {
  const { windows, guardrails } = file;
  return {
    tested: file.tested,
    theme: file.theme,
    primary: file.primary === undefined ? undefined : outcomeNamed('primary', file.primary),
    mdeRelative: file.mde,
    plannedContacts: file.planned_contacts,
    plannedRate: file.planned_rate,
    alpha: file.alpha,
    split: file.split,
    shares: file.shares,
    control: file.control,
    windows: {
      click: windows?.click_hours,
      conversion: windows?.conversion_hours,
      optOut: windows?.opt_out_hours,
      delivery: windows?.delivery_hours,
    },
    guardrails: {
      harmMargin: guardrails?.harm_margin,
      nonInferiorityMargin: guardrails?.non_inferiority_margin,
      costLimit: guardrails?.cost_limit,
      isStrict: guardrails?.strict,
    },
  };
}

/** `--outcome` and `--primary` are one thing under the two names it has before and in a plan. */
export function readOutcome({ outcome, primary }: PlanFlags): Outcome | null {
  if (outcome !== undefined && primary !== undefined && outcome !== primary) {
    throw new Failure('bad-input', '--outcome: says another outcome than --primary; one is enough');
  }
  if (primary !== undefined) return outcomeNamed('--primary', primary);
  return outcome === undefined ? null : outcomeNamed('--outcome', outcome);
}

function outcomeNamed(where: string, word: string): Outcome {
  const found = parseOutcome(word);
  if (found !== null) return found;
  throw new Failure(
    'bad-input',
    `${where}: ${shownText(word)} is not click, opt-out, non-delivery, conversion:KIND or revenue:KIND, such as conversion:purchase`,
  );
}

/** `--audience` and `--planned-contacts` likewise. */
export function readContacts({ audience, plannedContacts }: PlanFlags): number | null {
  if (audience !== undefined && plannedContacts !== undefined && audience !== plannedContacts) {
    throw new Failure('bad-input', '--audience: says another number than --planned-contacts; one is enough');
  }
  const [flag, text] =
    plannedContacts === undefined ? ['--audience', audience] : ['--planned-contacts', plannedContacts];
  if (text === undefined) return null;
  const contacts = readNumber(flag, text);
  if (Number.isSafeInteger(contacts) && contacts > 0) return contacts;
  throw new Failure('bad-input', `${flag}: ${shownText(text)} is not a whole number above 0`);
}

function readTested(text: string | undefined): PlanWishes['tested'] {
  if (text === undefined) return undefined;
  const thing = TESTED_THINGS.find((one) => one === text);
  if (thing !== undefined) return thing;
  throw new Failure('bad-input', `--tested: ${shownText(text)} is not one of ${TESTED_THINGS.join(', ')}`);
}

function optionalNumber(flag: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : readNumber(flag, text);
}

/** Digits with at most one point; Number() would also take `0x10`, ` 5 ` and the empty text. */
export function readNumber(flag: string, text: string): number {
  if (/^\d{1,15}(\.\d{1,15})?$/.test(text) || /^\.\d{1,15}$/.test(text)) return Number(text);
  throw new Failure('bad-input', `${flag}: ${shownText(text)} is not a number such as 40000 or 0.05`);
}
