import type { Db } from '../connect.ts';
import { type Row, selectRows } from '../select-rows.ts';

/** A campaign that is a test: it has assignments, or at least two variants. Seconds are epoch seconds. */
export type Test = {
  /** our number for the campaign */
  readonly id: number;
  /** id of the sending platform */
  readonly campaignId: string;
  readonly name: string;
  readonly theme: string | null;
  /** kind of conversion the headline counts */
  readonly primaryKind: string;
  readonly linkCount: number;
  /** `messages` = there are no assignments: who was sent a variant counts as assigned to it */
  readonly assignedBy: 'assignments' | 'messages';
  /** null = nobody is assigned */
  readonly firstAssignedS: number | null;
  readonly lastAssignedS: number | null;
  /** a bound, may be too late; null = nothing was sent */
  readonly lastSentS: number | null;
};

/** In the order of their planned start. */
export async function listTests(db: Db): Promise<readonly Test[]> {
  return (await selectRows(db, 'experiments/list-tests')).map(parseTest);
}

function parseTest(row: Row): Test {
  const hasAssignments = row['first_assigned_s'] !== null;
  const theme = row['theme'];
  return {
    id: Number(row['id']),
    campaignId: String(row['campaign_id']),
    name: String(row['name']),
    theme: typeof theme === 'string' ? theme : null,
    primaryKind: String(row['primary_kind']),
    linkCount: Number(row['link_count']),
    assignedBy: hasAssignments ? 'assignments' : 'messages',
    firstAssignedS: nullable(row[hasAssignments ? 'first_assigned_s' : 'first_sent_s']),
    lastAssignedS: nullable(row[hasAssignments ? 'last_assigned_s' : 'last_sent_s']),
    lastSentS: nullable(row['last_sent_s']),
  };
}

function nullable(value: unknown): number | null {
  return value === null ? null : Number(value);
}
