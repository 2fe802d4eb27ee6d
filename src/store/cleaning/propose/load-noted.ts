import type { NotedOutage } from '../../../core/cleaning/noted-outages.ts';
import { failureClassOf } from '../../../core/failure-class.ts';
import { readFindings } from '../../../core/findings/stored-findings.ts';
import { type ProposeSession, select } from './session.ts';
import { currentFindings } from './take-flags.ts';

/** Campaigns that the last search for findings calls unlike the others by their failures, with operator and class. */
export async function loadNoted(session: ProposeSession): Promise<readonly NotedOutage[]> {
  const found = await currentFindings(session);
  if (found === null) return [];
  const noted: NotedOutage[] = [];
  for (const { campaignId, metric, where } of readFindings(found.findings).anomalies) {
    if (metric !== 'delivery' || where === null) continue;
    const campaign = await session.trx('campaigns').where({ campaign_id: campaignId }).first('id');
    for (const row of await select(session, 'classify-code', { carrier: where.carrier, code: where.code })) {
      const failureClass = failureClassOf(Number(row['failure_class']));
      if (campaign !== undefined && failureClass !== null)
        noted.push({ campaign: Number(campaign.id), carrier: where.carrier, failureClass });
    }
  }
  return noted;
}

/** Whether findings are others than when this was asked last. */
export async function areNotesNew(session: ProposeSession): Promise<boolean> {
  const { trx } = session;
  const v = (await currentFindings(session))?.id ?? 0;
  const before = await trx('cleaning_state').where({ k: 'noted' }).first('v');
  await trx('cleaning_state').insert({ k: 'noted', v }).onConflict('k').merge(['v']);
  return Number(before?.v ?? 0) !== v;
}
