import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { replaceBoundRecipients } from '../../src/store/bound-recipients.ts';
import type { Db } from '../../src/store/connect.ts';
import { allowRecipients } from '../../src/store/recipients.ts';
import { NOW } from './cleaning-bench.ts';
import { plantReport } from './report-world.ts';
import { plantSmallTest } from './small-test.ts';

export const OWN = 'Acme';
export const OTHER = 'Ørn & "Sønner"';

/** What nobody of Acme may read anywhere: names, keys, tags and people of the other brand and of the account. */
export const FOREIGN = /Ørn|Sønner|&#x27;rn|ornefjell|orn-weekly|both-weekly|whole-weekly|staff\.example/i;

export type BrandsWorld = Readonly<Record<'own' | 'other' | 'both' | 'whole', number>>;

/** Two brands, each with a campaign; four schedules with a run each: of Acme, of the other, of both, of the account. */
export async function plantBrands(db: Db): Promise<BrandsWorld> {
  await plantSmallTest(db);
  await db('campaigns').where({ campaign_id: 'autumn' }).update({ brand: OWN, tags: 'season|acme-tag' });
  await plantOther(db);
  await replaceBoundRecipients(
    db,
    [
      { pattern: '@acme.example', brands: [OWN] },
      { pattern: '@ornefjell.example', brands: [OTHER] },
    ],
    NOW,
  );
  await allowRecipients(db, ['@acme.example', '@ornefjell.example', '@staff.example'], 'test', NOW);
  const plant = async (key: string, brands: readonly string[] | undefined, at: string): Promise<number> => {
    const entry = { recipients: ['a', 'b', 'c'].map((one) => `${one}@${at}`), title: key };
    const limited = brands === undefined ? {} : { brands: [...brands] };
    const site = { publicUrl: null, secretKey: '' };
    return (await plantReport(db, key, { title: key }, site, { ...entry, ...limited })).runId;
  };
  return {
    own: await plant('acme-weekly', [OWN], 'acme.example'),
    other: await plant('orn-weekly', [OTHER], 'ornefjell.example'),
    both: await plant('both-weekly', [OWN, OTHER], 'staff.example'),
    whole: await plant('whole-weekly', undefined, 'staff.example'),
  };
}

async function plantOther(db: Db): Promise<void> {
  const sentAt = new Date('2026-11-18T10:00:00Z');
  const name = 'Ørnefjell night';
  await db('campaigns').insert({
    id: 950,
    campaign_id: 'ornefjell-night',
    name,
    link_count: 0,
    scheduled_at: sentAt,
    brand: OTHER,
    tags: 'season|ornefjell-tag',
  });
  const messages = Array.from({ length: 60 }, (_, at) => ({
    message_id: `o${at}`,
    provider: 'test',
    contact_id: 90_001 + at,
    campaign_id: 950,
    variant_id: 0,
    segment_id: 901,
    sent_at: sentAt,
    parts: 1,
  }));
  await db('messages').insert(messages);
  await refreshRollups(db);
}
