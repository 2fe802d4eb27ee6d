import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { addHooks, type HookNeeds, hookName, pathOf, refusalOf, sendAnswer } from './hook-server.ts';
import { addPages } from './pages/add-pages.ts';
import type { PagesNeeds } from './pages/pages-needs.ts';
import { MOST_BYTES, REFUSALS } from './refusal.ts';
import { refusalAnswer } from './take-hook.ts';

export type WebServerNeeds = {
  /** null = takes no hooks */
  readonly hooks: HookNeeds | null;
  /** null = shows no pages */
  readonly pages: PagesNeeds | null;
  readonly onError: (error: unknown, hook: string) => void;
  readonly onPageError: (error: unknown, where: string) => void;
};

/** Hooks and pages behind one port: the limits and the end are common, what they answer is not. */
export function createWebServer(needs: WebServerNeeds): FastifyInstance {
  const { hooks, pages, onError } = needs;
  const server = fastify({
    bodyLimit: MOST_BYTES,
    // its own answer has no Retry-After
    return503OnClosing: false,
    requestTimeout: 15_000,
    keepAliveTimeout: 30_000,
    exposeHeadRoutes: false,
    // such as a path that cannot be decoded; its own answer would repeat the path
    frameworkErrors: (_error, _request, reply) => void sendAnswer(reply, refusalAnswer(REFUSALS.badBody)),
    http: { maxHeaderSize: 16_384, headersTimeout: 10_000, insecureHTTPParser: false },
  });
  server.server.maxConnections = 512;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const stopping = { isStopping: false };
  server.addHook('preClose', async () => {
    stopping.isStopping = true;
  });
  server.addHook('onSend', async (_request, reply) => {
    if (stopping.isStopping) void reply.header('Connection', 'close');
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
    void reply.header('X-Content-Type-Options', 'nosniff');
  });
  const ofPages = pages === null ? null : addPages(server, pages, needs.onPageError);
  server.setNotFoundHandler(async (request, reply) =>
    ofPages === null || isOfHooks(request)
      ? sendAnswer(reply, refusalAnswer(REFUSALS.noHook))
      : ofPages.notFound(request, reply),
  );
  server.setErrorHandler(async (error, request, reply) => {
    if (ofPages !== null && !isOfHooks(request)) return ofPages.failed(error, request, reply);
    const refusal = refusalOf(error);
    if (refusal.status >= 500) onError(error, hooks === null ? 'none' : hookName(hooks.routes, request));
    return sendAnswer(reply, refusalAnswer(refusal));
  });
  server.get('/healthz', async () => ({ status: 'alive' }));
  if (hooks !== null) addHooks(server, hooks, stopping);
  return server;
}

function isOfHooks(request: FastifyRequest): boolean {
  const path = pathOf(request);
  return path === '/hooks' || path.startsWith('/hooks/');
}
