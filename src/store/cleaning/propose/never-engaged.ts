import { type ProposeSession, select } from './session.ts';

/** Rounding of sums of rates. */
const SLACK = 1e-9;

/**
 * Whether anybody at all can have got so much that never to have clicked is no chance: the most that one person may
 * have been sent of each campaign, times its rate. Mostly not, and then nobody has to be counted.
 */
export async function canNeverEngage(session: ProposeSession): Promise<boolean> {
  const { settings } = session;
  const least = -Math.log(settings.neverSilence) - SLACK;
  const seconds = { neverSeconds: settings.neverWithinDays * 86_400 };
  const rows = await select(session, 'never-possible', seconds);
  const campaigns = rows.map((row) => ({
    id: Number(row['campaign_id']),
    rate: Number(row['rate']),
    most: Number(row['most']),
  }));
  const clicks = (): number => campaigns.reduce((sum, { rate, most }) => sum + rate * most, 0);
  // how often one person was sent the same campaign is counted only where it may matter
  for (const campaign of campaigns.filter(({ most }) => most > 1)) {
    if (clicks() < least) return false;
    const [row] = await select(session, 'never-most', { ...seconds, campaign: campaign.id });
    campaign.most = Number(row?.['most'] ?? 0);
  }
  return clicks() >= least;
}
