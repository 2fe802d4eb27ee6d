import fastify, { type FastifyInstance } from 'fastify';
import type { Readiness } from '../core/worker-health.ts';

export type HealthSource = {
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text */
  readonly metrics: () => Promise<string>;
};

export type HealthServer = { readonly url: string; readonly close: () => Promise<void> };

/** `/healthz` = the process answers; `/readyz` = it can do its work (503 when not); `/metrics`. Reads only. */
export async function startHealthServer(
  place: { readonly host: string; readonly port: number },
  source: HealthSource,
): Promise<HealthServer> {
  const server = fastify({ requestTimeout: 10_000, bodyLimit: 1_024 });
  addRoutes(server, source);
  const url = await server.listen({ host: place.host, port: place.port });
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
