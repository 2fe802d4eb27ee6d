import { type ProposeSession, run } from './session.ts';

const HOUR_S = 3600;

/** How often each code condemned the persons of `propose_weighed`, and how many were reached afterwards. Empties it. */
export async function weighHistories(session: ProposeSession): Promise<void> {
  const { settings, trx } = session;
  await run(session, 'drop-histories');
  await run(session, 'fill-histories', {
    strong: settings.invalidStrong,
    medium: settings.invalidMedium,
    campaigns: settings.invalidCampaigns,
    strongSeconds: settings.invalidApartHours * HOUR_S,
    mediumSeconds: settings.invalidMediumDays * 24 * HOUR_S,
  });
  await trx.raw('DROP TEMPORARY TABLE propose_weighed');
  await run(session, 'create-weighed');
}
