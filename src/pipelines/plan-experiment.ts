import { canonicalJson } from '../core/canonical-json.ts';
import { defaultPlan, defaultPrimary } from '../core/experiments/default-plan.ts';
import { draftPlan, type PlanWishes } from '../core/experiments/draft-plan.ts';
import { type Outcome, outcomeId } from '../core/experiments/outcome.ts';
import type { ExperimentPlan } from '../core/experiments/plan.ts';
import { usualRate } from '../core/experiments/usual-rate.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { loadVariants } from '../store/experiments/load-variants.ts';
import { planToJson } from '../store/experiments/plan-json.ts';
import { loadPlans, type StoredPlan, savePlan } from '../store/experiments/plans.ts';
import { trailingRate } from '../store/experiments/trailing-rate.ts';
import { countPersonsIn, findPlannable, type PlannableCampaign } from '../store/plannable-campaign.ts';

/** Where a number of a plan comes from: said now, stored before, the account's last 90 days, or what is usual. */
export type Source = 'said' | 'stored' | 'trailing' | 'usual' | 'segments' | 'all-contacts';

export type ProposedPlan = {
  readonly campaign: { readonly id: string; readonly name: string };
  readonly plan: ExperimentPlan;
  readonly rateFrom: Source;
  readonly contactsFrom: Source;
  readonly stored: StoredPlan | null;
  /** the stored plan says all of this already */
  readonly isStored: boolean;
};

/**
 * The plan of a test as it would be applied: what is wished, over the stored plan, over the usual one. Nothing is
 * written. Throws `bad-input` for an unknown campaign, for one that is no test, and for a plan that cannot be judged.
 */
export async function proposePlan(
  db: Db,
  campaignId: string,
  wishes: PlanWishes,
  now: Temporal.Instant,
): Promise<ProposedPlan> {
  const campaign = await requireCampaign(db, campaignId);
  const arms = await armsOf(db, campaign);
  const stored = (await loadPlans(db, [campaignId])).get(campaignId) ?? null;
  const { primaryKind } = campaign;
  const primary = wishes.primary ?? stored?.plan.primary ?? defaultPrimary({ arms, primaryKind });
  const isSamePrimary = stored !== null && outcomeId(stored.plan.primary) === outcomeId(primary);
  const rate = isSamePrimary
    ? { rate: stored.plan.plannedRate, from: 'stored' as const }
    : await expectedRate(db, primary, now);
  const audience = await countPersonsIn(db, campaign.segmentIds);
  const { theme } = campaign;
  const usual = defaultPlan({ campaignId, arms, audience, trailingRate: rate.rate, primaryKind, theme });
  const base = stored === null ? usual : { ...stored.plan, arms: mergeArms(usual, stored.plan) };
  const plan = draftPlan({ ...base, primary, plannedRate: rate.rate }, wishes);
  return {
    campaign: { id: campaignId, name: campaign.name },
    plan,
    rateFrom: wishes.plannedRate === undefined ? rate.from : 'said',
    contactsFrom: contactsFrom(campaign, stored, wishes),
    stored,
    isStored: stored !== null && same(stored.plan, plan),
  };
}

/**
 * Stores a proposed plan. Nothing happens when it is stored already. Throws `bad-state` once somebody is assigned: a
 * change is a new test.
 */
export async function applyExperimentPlan(
  db: Db,
  { plan, stored, isStored }: ProposedPlan,
  by: { readonly actor: string; readonly now: Temporal.Instant },
): Promise<void> {
  if (isStored) return;
  const detail = { before: stored === null ? null : planToJson(stored.plan), after: planToJson(plan) };
  await db.transaction(async (trx) => {
    await savePlan(trx, plan, by.actor);
    const entry = { actor: by.actor, action: 'experiment-plan', object: plan.campaignId, detail };
    await writeAudit(trx, entry, by.now);
  });
}

/** What an outcome may be expected to be per assigned contact, and who says so. */
export async function expectedRate(
  db: Db,
  outcome: Outcome,
  before: Temporal.Instant,
): Promise<{ readonly rate: number; readonly from: 'trailing' | 'usual' }> {
  const trailing = await trailingRate(db, outcome, before);
  if (trailing !== null && trailing > 0 && trailing < 1) return { rate: trailing, from: 'trailing' };
  return { rate: usualRate(outcome), from: 'usual' };
}

async function requireCampaign(db: Db, campaignId: string): Promise<PlannableCampaign> {
  const campaign = await findPlannable(db, campaignId);
  if (campaign !== null) return campaign;
  throw new Failure(
    'bad-input',
    `--campaign: there is no campaign ${shownText(campaignId)}; import its campaigns.csv and variants.csv first`,
  );
}

async function armsOf(db: Db, campaign: PlannableCampaign) {
  const variants = await loadVariants(db, campaign.id);
  if (variants.length < 2) {
    throw new Failure(
      'bad-input',
      `campaign ${campaign.campaignId} is no test: it has ${variants.length === 1 ? 'one variant' : 'no variants'} and needs two`,
    );
  }
  return variants.map(({ variantId, label, plannedShare, isControl, isHoldout }) => ({
    variantId,
    label,
    share: plannedShare,
    isControl,
    isHoldout,
  }));
}

/** A plan was for the variants there were then; with others, it is theirs again. */
function mergeArms(usual: ExperimentPlan, stored: ExperimentPlan): ExperimentPlan['arms'] {
  const ids = ({ arms }: ExperimentPlan): string =>
    arms
      .map(({ variantId }) => variantId)
      .toSorted()
      .join('|');
  return ids(usual) === ids(stored) ? stored.arms : usual.arms;
}

function contactsFrom(campaign: PlannableCampaign, stored: StoredPlan | null, wishes: PlanWishes): Source {
  if (wishes.plannedContacts !== undefined) return 'said';
  if (stored !== null) return 'stored';
  return campaign.segmentIds.length === 0 ? 'all-contacts' : 'segments';
}

function same(one: ExperimentPlan, other: ExperimentPlan): boolean {
  const content = (plan: ExperimentPlan): string => canonicalJson(planToJson({ ...plan, origin: 'applied' }));
  return content(one) === content(other);
}
