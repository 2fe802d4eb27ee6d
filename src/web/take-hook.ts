import { maskPhonesIn } from '../core/phone-number.ts';
import type { GroupCommit, UnreadEvents } from '../pipelines/group-commit.ts';
import type { ParsedPayload, Payload, RefusedEvent } from '../providers/importer.ts';
import { authenticateBody, authenticateEarly, type HookRequest } from './authenticate.ts';
import type { HookRoute } from './hook-routes.ts';
import { payloadText, type SentText } from './read-payload.ts';
import { MOST_EVENTS, REFUSALS, type Refusal } from './refusal.ts';
import type { Tally } from './tally.ts';

export type HookAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly retryAfter?: number | undefined;
  readonly allow?: string | undefined;
};

export type TakeHookNeeds = {
  readonly commit: GroupCommit;
  readonly tally: Tally;
  readonly nowMs: () => number;
};

const JSON_TYPE = 'application/json; charset=utf-8';
const TOLD = 20;
const SAID_LENGTH = 2000;

/** A whole request to its answer: signature, events, commit. The good ones are taken whatever is wrong with others. */
export async function takeHook(
  route: HookRoute,
  request: HookRequest,
  body: SentText,
  needs: TakeHookNeeds,
): Promise<HookAnswer> {
  const started = performance.now();
  const answer = await answerHook(route, request, body, needs);
  needs.tally.timed(route.name, performance.now() - started);
  return answer;
}

async function answerHook(
  route: HookRoute,
  request: HookRequest,
  body: SentText,
  needs: TakeHookNeeds,
): Promise<HookAnswer> {
  const isKnown =
    authenticateEarly(route, request) ?? authenticateBody(route, request, body.sent, needs.nowMs());
  if (!isKnown) return refusalAnswer(REFUSALS.unauthorized);
  const { importer, options } = route;
  const payload: Payload = {
    format: body.format,
    body: payloadText(route, body, request.query),
    options,
  };
  const parsed = importer.parse(payload);
  if (parsed.events.length + parsed.refused.length + parsed.ignored > MOST_EVENTS)
    return refusalAnswer(REFUSALS.tooMany);
  const unread = refusalsOf(route.name, parsed.refused, body.text);
  const answer = await needs.commit.take(importer.id, parsed.events, unread);
  if (answer.outcome !== 'committed') return refusalAnswer(NOT_COMMITTED[answer.outcome]);
  // what the store refused could be read, and is known only now
  const late = refusalsOf(route.name, answer.refusals.map(withEvent(parsed)), '');
  const kept = late === undefined ? answer : await needs.commit.take(importer.id, [], late);
  if (kept.outcome !== 'committed') return refusalAnswer(NOT_COMMITTED[kept.outcome]);
  const taken = withRefusals(parsed, answer.refusals);
  const accepted = parsed.events.length - answer.refusals.length;
  needs.tally.taken(route.name, accepted, taken.refused);
  return importer.answer === undefined
    ? countsAnswer(accepted, taken)
    : { status: 200, ...importer.answer(payload, taken) };
}

/** For the quarantine; undefined = there is nothing to keep. */
function refusalsOf(hook: string, refused: readonly RefusedEvent[], body: string): UnreadEvents | undefined {
  if (refused.length === 0) return undefined;
  const first = refused.slice(0, TOLD).map(({ field, reason, said }) => ({
    field,
    reason,
    said: said ?? maskPhonesIn(body.slice(0, 2 * SAID_LENGTH)).slice(0, SAID_LENGTH),
  }));
  return { hook, count: refused.length, first };
}

/** The store counts the events that it was given; what they said is told as we read it. */
function withEvent({ events }: ParsedPayload): (refusal: RefusedEvent) => RefusedEvent {
  return (refusal) => {
    const event = events[refusal.index - 1];
    const said = event === undefined ? '' : maskPhonesIn(JSON.stringify(event)).slice(0, SAID_LENGTH);
    return { ...refusal, said };
  };
}

const NOT_COMMITTED = {
  full: REFUSALS.full,
  unavailable: REFUSALS.unavailable,
  late: REFUSALS.unavailable,
  failed: REFUSALS.internal,
} as const;

export function refusalAnswer({ status, error, message, retryAfter, allow }: Refusal): HookAnswer {
  const body = `${JSON.stringify({ error, message })}\n`;
  return { status, contentType: JSON_TYPE, body, retryAfter, allow };
}

/** The store counts the events it was given, the importer the items of the payload. */
function withRefusals(parsed: ParsedPayload, refusals: readonly RefusedEvent[]): ParsedPayload {
  if (refusals.length === 0) return parsed;
  const placed = refusals.map((refusal) => ({
    ...refusal,
    index: parsed.places[refusal.index - 1] ?? refusal.index,
  }));
  return { ...parsed, refused: [...parsed.refused, ...placed].sort((a, b) => a.index - b.index) };
}

function countsAnswer(accepted: number, { refused, ignored }: ParsedPayload): HookAnswer {
  const counts = { accepted, refused: refused.length, ignored };
  if (refused.length === 0)
    return { status: 200, contentType: JSON_TYPE, body: `${JSON.stringify(counts)}\n` };
  const refusals = refused.slice(0, TOLD).map(({ index, field, reason }) => ({
    event: index,
    field,
    reason: maskPhonesIn(reason),
  }));
  const message =
    accepted === 0 ? 'no event could be read' : 'some events could not be read; the others are stored';
  const body = `${JSON.stringify({ error: 'bad-events', message, ...counts, refusals })}\n`;
  return { status: 422, contentType: JSON_TYPE, body };
}
