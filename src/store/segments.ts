import type { Db } from './connect.ts';

export type SegmentName = { readonly segmentId: string; readonly name: string };

/** The first `most` by name. */
export async function listSegments(db: Db, most: number): Promise<readonly SegmentName[]> {
  const rows: readonly SegmentName[] = await db('segments')
    .orderBy('name')
    .limit(most)
    .select('segment_id AS segmentId', 'name');
  return rows;
}
