import { RULE_VERSIONS } from '../../core/count-rules.ts';
import type { Taken } from './collect.ts';
import type { Folded } from './fold-messages.ts';
import { run, type TickSession } from './session.ts';

/**
 * What a message's own events do not say: where conversions, opt-outs and replies count, the dose, and which message
 * stands for its person in the campaign. Only what touched messages and new events can move is looked at; facts of
 * other messages, and of carried ones, that change are kept in tick_old first, and join the touched ones.
 */
export async function resolvePersons(
  session: TickSession,
  taken: Taken,
  { isReread }: Pick<Folded, 'isReread'>,
): Promise<void> {
  await resolveConversions(session, taken);
  await resolveResponses(session, taken);
  const affected = await saveOutcomes(session);
  if (!taken.hasEvents && !affected) return;
  await resolveDoses(session, isReread);
  await resolveFlags(session, isReread, affected);
}

async function resolveConversions(session: TickSession, taken: Taken): Promise<void> {
  if (taken.hasConversions) await run(session, 'store-conversions');
  if (taken.hasEvents) {
    await run(session, 'add-conversions-of-clickers');
    await run(session, 'add-conversions-of-earlier-clickers');
  }
  if (taken.hasWhole) {
    await run(session, 'add-conversions-citing');
    await run(session, 'add-conversions-of-messages');
  }
  if ((await run(session, 'find-orders')) > 0) await run(session, 'add-conversions-of-orders');
  if ((await run(session, 'keep-old-conversions')) === 0) return;
  await run(session, 'attribute-by-click');
  await run(session, 'attribute-by-citation');
  await run(session, 'save-attribution', { attributionRules: RULE_VERSIONS.attributionRules });
  await run(session, 'count-orders');
  await run(session, 'mark-primary');
  await run(session, 'affect-old-conversion-messages');
  await run(session, 'affect-new-conversion-messages');
}

async function resolveResponses(session: TickSession, taken: Taken): Promise<void> {
  if (taken.hasResponses) {
    await run(session, 'find-earlier-persons');
    await run(session, 'store-opt-outs');
    await run(session, 'store-replies');
    await run(session, 'find-earlier-persons');
    await run(session, 'add-opt-outs-of-opt-ins');
  }
  if (taken.hasEvents) {
    await run(session, 'add-responses-to-new');
    await run(session, 'add-responses-to-arrived');
    await run(session, 'add-responses-to-old');
  }
  if (taken.hasWhole) {
    await run(session, 'add-responses-citing');
    await run(session, 'add-responses-of-messages');
  }
  await run(session, 'affect-response-messages');
  const targets =
    (await run(session, 'attribute-responses')) + (await run(session, 'attribute-citing-opt-outs'));
  await run(session, 'save-responses');
  if (targets > 0) await run(session, 'affect-response-messages');
}

async function saveOutcomes(session: TickSession): Promise<boolean> {
  await run(session, 'keep-affected-facts');
  if ((await run(session, 'sum-conversions')) === 0) return false;
  await run(session, 'sum-responses');
  await run(session, 'save-outcomes');
  await run(session, 'save-affected-person-messages');
  await run(session, 'join-affected');
  return true;
}

async function resolveDoses(session: TickSession, isReread: boolean): Promise<void> {
  const dosed =
    (await run(session, 'find-dosed-by-new')) +
    (await run(session, 'find-dosed-whole')) +
    (isReread ? await run(session, 'find-dosed-by-old') : 0);
  if (dosed === 0) return;
  if ((await run(session, 'count-doses')) === 0) return;
  await run(session, 'keep-dosed-facts');
  await run(session, 'save-doses');
  await run(session, 'join-dosed');
}

async function resolveFlags(session: TickSession, isReread: boolean, affected: boolean): Promise<void> {
  const pairs =
    (await run(session, 'find-shared-pairs')) +
    (isReread ? await run(session, 'find-left-pairs') : 0) +
    (affected ? await run(session, 'find-affected-pairs') : 0);
  if (pairs === 0) return;
  if ((await run(session, 'count-persons')) === 0) return;
  await run(session, 'keep-flagged-facts');
  await run(session, 'save-flags');
  await run(session, 'join-flagged');
}
