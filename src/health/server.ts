import fastify, { type FastifyInstance } from 'fastify';
import { Failure } from '../core/failure.ts';
import type { Readiness } from '../core/worker-health.ts';

export type HealthSource = {
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text */
  readonly metrics: () => Promise<string>;
};

export type HealthServer = { readonly url: string; readonly close: () => Promise<void> };

/** `/healthz` = the process answers; `/readyz` = it can do its work (503 when not); `/metrics`. Reads only. Throws `bad-config` for a port in use. */
export async function startHealthServer(
  place: { readonly host: string; readonly port: number },
  source: HealthSource,
): Promise<HealthServer> {
  const server = fastify({ requestTimeout: 10_000, bodyLimit: 1_024 });
  addRoutes(server, source);
  const { host, port } = place;
  const url = await server.listen({ host, port }).catch((cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'cannot listen';
    throw new Failure('bad-config', `HTTP_HOST, HTTP_PORT: ${host}:${port} cannot be used (${why})`, {
      cause,
    });
  });
  return { url, close: () => server.close() };
}

function addRoutes(server: FastifyInstance, source: HealthSource): void {
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('Cache-Control', 'no-store').header('X-Content-Type-Options', 'nosniff');
  });
  server.get('/healthz', async () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    const readiness = await source.readiness();
    return reply.code(readiness.status === 'failed' ? 503 : 200).send(readiness);
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await source.metrics()),
  );
}
