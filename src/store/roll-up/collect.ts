import { collectDue } from './due.ts';
import { run, type TickSession } from './session.ts';
import { SOURCES, type SourceTable } from './sources.ts';
import type { RollUpState } from './state.ts';
import type { Work } from './work.ts';

/** What is in the tick; what is not there needs no statement. */
export type Taken = {
  /** messages that were never counted */
  readonly hasNew: boolean;
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
  for (const { table, collect: into } of SOURCES) {
    for (const { from, to } of work.plans.get(table)?.ranges ?? []) await run(session, into, { from, to });
  }
  const has = (table: SourceTable): boolean => (work.plans.get(table)?.ranges.length ?? 0) > 0;
  const hasConversions = has('conversions') || touched;
  const hasOptOuts = has('opt_outs') || touched;
  const named =
    (hasConversions ? await run(session, 'collect-cited-by-conversions') : 0) +
    (hasOptOuts ? await run(session, 'collect-cited-by-opt-outs') : 0);
  const hasWhole = touched || due > 0 || named > 0 || has('clicks');
  return {
    hasNew: has('messages'),
    hasEvents: hasWhole || has('receipts'),
    hasWhole,
    hasConversions,
    hasResponses: hasOptOuts || has('inbound'),
  };
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
  const upTo = (table: SourceTable) => ({ watermark: state.sources.get(table)?.watermark ?? 0 });
  await run(session, 'collect-conversions-of-contacts', upTo('conversions'));
  await run(session, 'collect-opt-outs-of-contacts', upTo('opt_outs'));
  await run(session, 'collect-inbound-of-contacts', upTo('inbound'));
}
