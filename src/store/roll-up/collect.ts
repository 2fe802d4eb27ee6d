import { collectDue } from './due.ts';
import type { IdRange } from './plan-source.ts';
import { run, type TickSession } from './session.ts';
import { SOURCES, type SourceTable } from './sources.ts';
import type { RollUpState } from './state.ts';
import type { Work } from './work.ts';

/** What is in the tick; what is not there needs no statement. */
export type Taken = {
  /** id ranges of new messages; most of them have no event yet and take the short way */
  readonly newMessages: readonly IdRange[];
  /** id ranges of new receipts */
  readonly receipts: readonly IdRange[];
  /** messages with an event, a correction, or that are due: all but the new ones without anything */
  readonly hasEvents: boolean;
  /** messages to read again whole: clicked, corrected, due, named by an outcome */
  readonly hasWhole: boolean;
  readonly hasConversions: boolean;
  readonly hasResponses: boolean;
};

const CONTACTS_A_TICK = 500;

export async function collect(
  session: TickSession,
  state: RollUpState,
  work: Work,
  chunk: number,
): Promise<Taken> {
  const touched = work.isTouched ? await takeTouched(session, state, chunk) : false;
  const due = await collectDue(session, work.due, chunk);
  await collectRanges(session, work);
  const has = (table: SourceTable): boolean => rangesOf(work, table).length > 0;
  const hasConversions = has('conversions') || touched;
  const hasOptOuts = has('opt_outs') || touched;
  const named = await collectNamed(session, hasConversions, hasOptOuts);
  const hasWhole = touched || due + named > 0 || has('clicks');
  return {
    newMessages: rangesOf(work, 'messages'),
    receipts: rangesOf(work, 'receipts'),
    hasEvents: hasWhole || has('receipts'),
    hasWhole,
    hasConversions,
    hasResponses: hasOptOuts || has('inbound'),
  };
}

async function collectRanges(session: TickSession, work: Work): Promise<void> {
  for (const { table, collect: into } of SOURCES) {
    if (into === null) continue;
    for (const { from, to } of rangesOf(work, table)) await run(session, into, { from, to });
  }
}

/** Messages that new outcomes name and nobody counted yet. */
async function collectNamed(
  session: TickSession,
  hasConversions: boolean,
  hasOptOuts: boolean,
): Promise<number> {
  const byConversions = hasConversions ? await run(session, 'collect-cited-by-conversions') : 0;
  return byConversions + (hasOptOuts ? await run(session, 'collect-cited-by-opt-outs') : 0);
}

function rangesOf(work: Work, table: SourceTable): readonly IdRange[] {
  return work.plans.get(table)?.ranges ?? [];
}

async function takeTouched(session: TickSession, state: RollUpState, chunk: number): Promise<boolean> {
  const messages = await run(session, 'take-touched', { limit: chunk });
  if (messages > 0) await run(session, 'drop-touched');
  const contacts = await run(session, 'take-touched-contacts', { limit: CONTACTS_A_TICK });
  if (contacts > 0) await takeContacts(session, state);
  return messages + contacts > 0;
}

async function takeContacts(session: TickSession, state: RollUpState): Promise<void> {
  await run(session, 'drop-touched-contacts');
  await run(session, 'collect-messages-of-contacts');
  await run(session, 'tell-moved-contacts');
  const upTo = (table: SourceTable) => ({ watermark: state.sources.get(table)?.watermark ?? 0 });
  await run(session, 'collect-conversions-of-contacts', upTo('conversions'));
  await run(session, 'collect-opt-outs-of-contacts', upTo('opt_outs'));
  await run(session, 'collect-inbound-of-contacts', upTo('inbound'));
}
