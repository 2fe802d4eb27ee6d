import type { Db } from '../../src/store/connect.ts';
import { randomOf } from '../store/roll-up/random-world.ts';

/** Rows of a kept search for findings as of a moment, as if it had flagged persons at random; anybody's earlier rows go. */
export async function plantFlags(db: Db, at: number, seed: number): Promise<void> {
  const random = randomOf(seed);
  const persons = await db('contacts').whereRaw('person_id IN (0, id)').orderBy('id').select('id');
  const findings = {
    v: 1,
    asOf: new Date(at).toISOString(),
    segments: [],
    common: [],
    windows: [],
    anomalies: await anomalies(db, random),
    drift: [],
  };
  const [runId] = await db('finding_runs').insert({
    as_of: new Date(at),
    kind: 'kept',
    is_recomputed: 0,
    state: 'done',
    started_at: new Date(at),
    alive_at: new Date(at),
    finished_at: new Date(at),
    findings: JSON.stringify(findings),
    contacts: '{}',
  });
  await db('person_findings').delete();
  const rows = persons.flatMap(({ id }) => {
    const flag = [0, 0, 0, 1, 1, 2, 3, 4][Math.floor(random() * 8)] ?? 0;
    const dose30 = 9 + Math.floor(random() * 8);
    if (flag === 0) return [];
    return [
      {
        run_id: runId,
        person_id: id,
        segment_id: 0,
        is_panel: 1,
        flag,
        delivered_recent: 20,
        delivered_earlier: 30,
        clicked_recent: 0,
        clicked_earlier: 5,
        expected_recent_nano: 4e9,
        expected_earlier_nano: 5e9,
        dose7: 3,
        dose30,
        dose90: 2 * dose30,
        last_delivered_s: Math.floor(at / 1000),
      },
    ];
  });
  if (rows.length > 0) await db('person_findings').insert(rows);
}

/** Two campaigns are said to have failed at somebody's hands. */
async function anomalies(db: Db, random: () => number): Promise<readonly unknown[]> {
  const places = await db('outcomes').whereBetween('status', [41, 44]).orderBy(['carrier', 'code', 'id']);
  const campaigns = await db('campaigns').orderBy('id').select('campaign_id');
  if (places.length === 0) return [];
  return [1, 2].map(() => ({
    campaignId: campaigns[Math.floor(random() * campaigns.length)]?.campaign_id,
    metric: 'delivery',
    direction: 'high',
    observed: 0.3,
    expected: 0.05,
    of: 100,
    count: 30,
    z: 5,
    adjustedP: 0.001,
    where: { ...pick(places[Math.floor(random() * places.length)]), shareOfExcess: 0.9 },
  }));
}

function pick({ carrier, code }: { readonly carrier: string; readonly code: string }): object {
  return { carrier, code };
}
