import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerPage } from './answer-page.ts';
import { failureAnswer } from './failure-answer.ts';
import { limitCallers } from './limit-callers.ts';
import { isRefusal, type PageAnswer } from './page-answer.ts';
import { methodNotAllowed, PAGE_REFUSALS } from './page-refusals.ts';
import type { PageRoute } from './page-route.ts';
import type { PagesNeeds } from './pages-needs.ts';
import { MOST_FORM_BYTES, refuseType } from './read-form.ts';
import { ROUTES } from './routes.ts';
import { sendPage } from './send-page.ts';

export type PagesOutside = {
  readonly notFound: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  readonly failed: (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
};

/** The routes of the pages, and how everything else is answered that is no hook. */
export function addPages(
  server: FastifyInstance,
  needs: PagesNeeds,
  onError: (error: unknown, where: string) => void,
): PagesOutside {
  const isAllowed = limitCallers(needs.peers, needs.callsPerMinute);
  const send = (request: FastifyRequest, reply: FastifyReply, answer: PageAnswer): Promise<FastifyReply> =>
    sendPage(needs, request, reply, answer);
  for (const [path, asset] of needs.pages.assets) {
    server.get(`${path}`, async (_request, reply) =>
      reply
        .header('Cache-Control', 'public, max-age=31536000, immutable')
        .header('Content-Security-Policy', "default-src 'none'")
        .type(asset.type)
        .send(asset.text),
    );
  }
  for (const route of ROUTES) {
    server.all(route.path, {
      bodyLimit: MOST_FORM_BYTES,
      onRequest: async (request, reply) => {
        const refused = refuseEarly(route, request, () => isAllowed(callerOf(request), performance.now()));
        if (refused === null) return;
        // what was not read yet would stand before the next request
        if (request.method === 'POST') void reply.header('Connection', 'close');
        return send(request, reply, refused);
      },
      handler: async (request, reply) => send(request, reply, await answerPage(needs, route, request)),
    });
  }
  return {
    notFound: (request, reply) => send(request, reply, PAGE_REFUSALS.notFound),
    failed: (error, request, reply) => {
      const answer = failureAnswer(error);
      if (isRefusal(answer) && answer.status === 500) onError(error, request.routeOptions.url ?? 'pages');
      return send(request, reply, answer);
    },
  };
}

/** Everything that can be said before a byte of the body is read. */
function refuseEarly(route: PageRoute, request: FastifyRequest, isAllowed: () => boolean): PageAnswer | null {
  const isLook = request.method === 'GET' || request.method === 'HEAD';
  const ways = [route.get === undefined ? '' : 'GET', route.post === undefined ? '' : 'POST'].filter(Boolean);
  if (!ways.includes(isLook ? 'GET' : request.method)) return methodNotAllowed(ways.join(', '));
  if (!isAllowed()) return PAGE_REFUSALS.tooOften;
  if (isLook || route.post?.isFromAnywhere === true) return null;
  return refuseType(request.headers['content-type'] ?? '', request.headers['content-encoding'] ?? 'identity');
}

function callerOf({ socket, headers }: FastifyRequest): {
  readonly remote: string;
  readonly forwarded: string;
} {
  const forwarded = headers['x-forwarded-for'];
  return {
    remote: socket.remoteAddress ?? '',
    forwarded: typeof forwarded === 'string' ? forwarded : '',
  };
}
