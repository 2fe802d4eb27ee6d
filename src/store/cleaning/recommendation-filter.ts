import type { RecommendationState } from '../../core/cleaning/life-cycle.ts';
import { maskNote } from '../../core/cleaning/mask-note.ts';
import type { Reason } from '../../core/cleaning/recommendation.ts';
import type { Db } from '../connect.ts';

/** Every field narrows; an empty filter means all. */
export type RecommendationFilter = {
  readonly state?: RecommendationState;
  readonly reason?: Reason;
  /** segments.segment_id, of the sending platform; `''` = contacts without a segment */
  readonly segmentId?: string;
  /** 0..1 */
  readonly minConfidence?: number;
  readonly runId?: number;
  readonly batchId?: number;
  /** contacts.id */
  readonly contactNumbers?: readonly number[];
  /** start of a contact id of the sending platform, end of a masked number, or a rule such as R1 */
  readonly text?: string;
};

/** For logs: somebody may search for a number in full. */
export function shownFilter(filter: RecommendationFilter): RecommendationFilter {
  return filter.text === undefined ? filter : { ...filter, text: maskNote(filter.text) ?? '' };
}

/** `recommendations as r`, narrowed. Joins nothing, so that it serves SELECT and INSERT ... SELECT alike. */
export function filtered(db: Db, filter: RecommendationFilter) {
  const query = db('recommendations as r');
  if (filter.state !== undefined) void query.where('r.state', filter.state);
  if (filter.reason !== undefined) void query.where('r.reason', filter.reason);
  if (filter.minConfidence !== undefined) void query.where('r.confidence', '>=', filter.minConfidence);
  if (filter.runId !== undefined) void query.where('r.run_id', filter.runId);
  if (filter.batchId !== undefined) void query.where('r.batch_id', filter.batchId);
  if (filter.contactNumbers !== undefined) void query.whereIn('r.contact_id', filter.contactNumbers);
  if (filter.segmentId === '') void query.where('r.segment_id', 0);
  else if (filter.segmentId !== undefined)
    void query.whereIn('r.segment_id', db('segments').where({ segment_id: filter.segmentId }).select('id'));
  if (filter.text !== undefined && filter.text.trim() !== '') narrowByText(query, db, filter.text.trim());
  return query;
}

function narrowByText(query: ReturnType<Db>, db: Db, text: string): void {
  const pattern = text.replace(/[\\%_]/g, '\\$&');
  void query.where((either) => {
    void either
      .where('r.rule_id', text.toUpperCase().slice(0, 8))
      .orWhere('r.phone_masked', 'like', `%${pattern}`)
      .orWhereIn('r.contact_id', db('contacts').where('contact_id', 'like', `${pattern}%`).select('id'));
  });
}
