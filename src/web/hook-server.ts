import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticateEarly, type HookRequest } from './authenticate.ts';
import { findHook, type HookRoute, type HookRoutes } from './hook-routes.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { readBody, readQuery, readType } from './read-payload.ts';
import { REFUSALS, type Refusal, wrongMethod } from './refusal.ts';
import { type HookAnswer, refusalAnswer, type TakeHookNeeds, takeHook } from './take-hook.ts';

export type HookNeeds = TakeHookNeeds & { readonly routes: HookRoutes };

type Admitted = { readonly route: HookRoute; readonly request: HookRequest };

/** Answers while the group commit lives; whoever closes the server closes that afterwards. */
export function addHooks(
  server: FastifyInstance,
  needs: HookNeeds,
  stopping: { readonly isStopping: boolean },
): void {
  const admitted = new WeakMap<FastifyRequest, Admitted>();
  const limit = createRateLimit();
  server.addHook('onResponse', async (request, reply) => {
    const known = findHook(needs.routes, pathOf(request));
    if (known !== null) needs.tally.answered(known.route.name, reply.statusCode);
  });
  server.all('/hooks/*', {
    onRequest: async (request, reply) => {
      const seen = stopping.isStopping ? REFUSALS.stopping : admit(request, needs, limit);
      if (!('status' in seen)) admitted.set(request, seen);
      else {
        // what was not read yet would stand before the next request
        if (request.method !== 'GET') void reply.header('Connection', 'close');
        return sendAnswer(reply, refusalAnswer(seen));
      }
    },
    handler: async (request, reply) => {
      const { route, request: hook } = admitted.get(request) ?? {};
      if (route === undefined || hook === undefined) return sendAnswer(reply, refusalAnswer(REFUSALS.noHook));
      const body = bodyOf(route, request, hook);
      if ('status' in body) return sendAnswer(reply, refusalAnswer(body));
      return sendAnswer(reply, await takeHook(route, hook, body, needs));
    },
  });
}

/** Everything that can be said before a byte of the body is read. */
function admit(request: FastifyRequest, needs: HookNeeds, limit: RateLimit): Admitted | Refusal {
  const found = findHook(needs.routes, pathOf(request));
  if (found === null) return REFUSALS.noHook;
  const { route, pathSecret } = found;
  const methods = route.importer.formats.includes('form') ? ['GET', 'POST'] : ['POST'];
  if (!methods.includes(request.method)) return wrongMethod(methods.join(', '));
  const hook = hookRequest(request, pathSecret);
  if (authenticateEarly(route, hook) === false) return REFUSALS.unauthorized;
  if (!limit.allows(route.name, route.perMinute, needs.nowMs())) return REFUSALS.tooOften;
  if (needs.commit.isFull()) return REFUSALS.full;
  if (request.method === 'GET') return { route, request: hook };
  const type = readType(route, request.headers['content-type'] ?? '');
  if ('status' in type) return type;
  const encoding = request.headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? { route, request: hook } : REFUSALS.encoded;
}

function bodyOf(
  route: HookRoute,
  request: FastifyRequest,
  hook: HookRequest,
): ReturnType<typeof readBody> | ReturnType<typeof readQuery> {
  if (request.method === 'GET') return readQuery(queryOf(hook.target));
  const type = readType(route, request.headers['content-type'] ?? '');
  if ('status' in type) return type;
  return request.body instanceof Uint8Array ? readBody(type.format, request.body) : REFUSALS.noBody;
}

function hookRequest(request: FastifyRequest, pathSecret: string | null): HookRequest {
  const target = request.raw.url ?? '';
  const header = (name: string): string => {
    const value = request.headers[name.toLowerCase()];
    return typeof value === 'string' ? value : '';
  };
  return { header, target, query: new URLSearchParams(queryOf(target)), pathSecret };
}

function queryOf(target: string): string {
  const at = target.indexOf('?');
  return at < 0 ? '' : target.slice(at + 1);
}

export function pathOf(request: FastifyRequest): string {
  return (request.raw.url ?? '').split('?', 1)[0] ?? '';
}

export function hookName(routes: HookRoutes, request: FastifyRequest): string {
  return findHook(routes, pathOf(request))?.route.name ?? 'none';
}

/** fastify's own errors say their status; of anything else nobody outside learns more than that it happened. */
export function refusalOf(error: unknown): Refusal {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  switch (status) {
    case 413:
      return REFUSALS.tooLarge;
    default:
      return typeof status === 'number' && status < 500 ? REFUSALS.badBody : REFUSALS.internal;
  }
}

export function sendAnswer(reply: FastifyReply, answer: HookAnswer): FastifyReply {
  void reply.code(answer.status).header('Content-Type', answer.contentType);
  if (answer.retryAfter !== undefined) void reply.header('Retry-After', String(answer.retryAfter));
  if (answer.allow !== undefined) void reply.header('Allow', answer.allow);
  return reply.send(answer.body);
}
