import type { Command } from 'commander';
import { contestOf } from '../../core/experiments/competing-arms.ts';
import type { PlanWishes } from '../../core/experiments/draft-plan.ts';
import { outcomeId } from '../../core/experiments/outcome.ts';
import { pairsOfArms } from '../../core/experiments/pairs-of-arms.ts';
import { Failure } from '../../core/failure.ts';
import { armName } from '../../core/reports/experiment/arm-name.ts';
import { shownText } from '../../core/shown-text.ts';
import { readExperimentPlanFile } from '../../files/experiment-plan-file.ts';
import {
  applyExperimentPlan,
  expectedRate,
  type ProposedPlan,
  proposePlan,
} from '../../pipelines/plan-experiment.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { englishWords } from '../english-words.ts';
import { appliedText, type PlanShown, planningJson, planningText } from '../print-planning.ts';
import {
  type PlanFlags,
  readContacts,
  readNumber,
  readOutcome,
  refuseTwoSources,
  wishesOfFile,
  wishesOfFlags,
} from '../read-plan-flags.ts';
import { readShares } from '../read-shares.ts';

const POWER = 0.8;
const ALPHA = 0.05;

export function registerExperimentPlan(experiments: Command, context: CommandContext): void {
  experiments
    .command('plan')
    .description(
      'before a send: how many contacts a test needs, whether the audience can answer; stores its plan',
    )
    .option('--campaign <id>', 'a known campaign with variants; without it, pure numbers')
    .option('--audience <contacts>', 'contacts over all arms')
    .option('--rate <rate>', "what the lower arm will do, 0.02 = 2 % (default: the account's last 90 days)")
    .option('--arms <count>', 'arms of equal size (default: 2)')
    .option('--shares <list>', 'shares of the arms, in the order of the variants: 0.9,0.1')
    .option(
      '--outcome <word>',
      'click, conversion:KIND, revenue:KIND, opt-out, non-delivery (default: click)',
    )
    .option('--alpha <alpha>', 'false alarms allowed over all pairs and looks (default: 0.05)')
    .option('--power <power>', 'chance to find a difference that is there (default: 0.8)')
    .option('--apply', 'store the plan of --campaign; frozen when the first contact is assigned')
    .option('--plan <file>', 'the plan as YAML (docs/experiments.md), instead of the flags below')
    .option(
      '--tested <thing>',
      'what differs: text, call-to-action, call-to-action-place, link, sender, send-time, offer, audience',
    )
    .option('--theme <words>', 'tests of one theme are pooled by `experiments memory`')
    .option('--primary <word>', 'the outcome that decides, as --outcome')
    .option('--mde <lift>', 'smallest relative difference that matters, 0.1 = a tenth (default: 0.1)')
    .option('--planned-contacts <contacts>', 'as --audience')
    .option('--click-hours <hours>', 'how long after assignment a click counts (default: 72)')
    .option('--conversion-hours <hours>', 'and a conversion (default: 168)')
    .option('--json', 'as JSON')
    .action((flags: PlanFlags) => plan(context, flags));
}

async function plan(context: CommandContext, flags: PlanFlags): Promise<void> {
  refuseTwoSources(flags);
  const power = flags.power === undefined ? POWER : readNumber('--power', flags.power);
  const file = flags.plan === undefined ? null : await readExperimentPlanFile(flags.plan);
  if (file !== null && flags.campaign !== undefined && flags.campaign !== file.campaign) {
    throw new Failure(
      'bad-input',
      `--campaign: is ${shownText(flags.campaign)}, but the plan is of ${shownText(file.campaign)}`,
    );
  }
  const campaign = file?.campaign ?? flags.campaign;
  if (campaign === undefined) return planNumbers(context, flags, power);
  if (flags.arms !== undefined) {
    throw new Failure('bad-input', '--arms: the variants of the campaign are its arms; leave it out');
  }
  const shareList = flags.shares === undefined ? {} : { shareList: readShares(flags) };
  const wishes = file === null ? { ...wishesOfFlags(flags), ...shareList } : wishesOfFile(file);
  await planCampaign(context, { campaign, wishes, power, flags });
}

async function planNumbers(context: CommandContext, flags: PlanFlags, power: number): Promise<void> {
  if (flags.apply === true) {
    throw new Failure('bad-input', '--apply: needs --campaign, or a --plan that names one');
  }
  const audience = readContacts(flags);
  if (audience === null) {
    throw new Failure('bad-input', '--audience: say how many contacts there are, or name a --campaign');
  }
  const shares = readShares(flags);
  const outcome = readOutcome(flags) ?? { kind: 'click' as const };
  const alpha = flags.alpha === undefined ? ALPHA : readNumber('--alpha', flags.alpha);
  const said = flags.rate === undefined ? null : readNumber('--rate', flags.rate);
  const { rate, from } =
    said === null ? await accountRate(context, outcome) : { rate: said, from: 'said' as const };
  const shown: PlanShown = {
    question: { audience, rate, shares, alpha, power },
    names: shares.map((_, at) => `arm ${at + 1}`),
    outcome: outcomeId(outcome),
    mde: flags.mde === undefined ? null : readNumber('--mde', flags.mde),
    rateFrom: from,
    contactsFrom: 'said',
    proposal: null,
  };
  context.stdout(
    flags.json === true ? `${JSON.stringify(planningJson(shown), null, 2)}\n` : planningText(shown),
  );
}

async function accountRate(context: CommandContext, outcome: Parameters<typeof expectedRate>[1]) {
  const app = await context.app();
  await app.refresh();
  return expectedRate(app.db, outcome, await app.now());
}

type Asked = {
  readonly campaign: string;
  readonly wishes: PlanWishes;
  readonly power: number;
  readonly flags: PlanFlags;
};

async function planCampaign(
  context: CommandContext,
  { campaign, wishes, power, flags }: Asked,
): Promise<void> {
  const app = await context.app();
  await app.refresh();
  const now = await app.now();
  const proposed = await proposePlan(app.db, campaign, wishes, now);
  const shown = shownOf(proposed, power);
  const apply = () => applyExperimentPlan(app.db, proposed, { actor: actor(), now });
  if (flags.json === true) {
    const json = planningJson(shown);
    if (flags.apply === true) await apply();
    return context.stdout(`${JSON.stringify({ ...json, applied: flags.apply === true }, null, 2)}\n`);
  }
  context.stdout(planningText(shown));
  if (flags.apply !== true) return;
  await apply();
  context.stdout(appliedText(proposed));
}

/** The arms that are compared, at their shares of everybody assigned. */
function shownOf(proposal: ProposedPlan, power: number): PlanShown {
  const { plan } = proposal;
  const contest = contestOf(plan);
  return {
    question: {
      audience: plan.plannedContacts,
      rate: plan.plannedRate,
      shares: contest.competing.map(({ share }) => share),
      alpha: plan.alpha,
      power,
      comparisons: pairsOfArms(contest, null).comparisons,
    },
    names: contest.competing.map(({ variantId }) => englishWords(armName(plan, variantId))),
    outcome: outcomeId(plan.primary),
    mde: plan.mdeRelative,
    rateFrom: proposal.rateFrom,
    contactsFrom: proposal.contactsFrom,
    proposal,
  };
}
