import { flushCompileCache } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { openApp } from '../../src/app.ts';
import { startWeb } from '../../src/web/run-web.ts';
import { startWorker } from '../../src/worker.ts';

/**
 * A process of the fault campaign: loaded, it waits to be told what it is and its settings, so that a new one stands up
 * at once when another was killed. A worker plans and works as `npm start` does, and looks more often because the
 * campaign's time flies; a web process takes hooks and shows pages as `sms-reports web` does.
 */
type Start = {
  readonly settings: Readonly<Record<string, string>>;
  readonly as:
    | { readonly role: 'worker'; readonly lookMs: number }
    | { readonly role: 'web'; readonly hooks: string };
};

/** Shorter than in earnest, as the campaign's time is; and its night is not the night in which it is run. */
const OPTIONS = { drainMs: 1_000, redisDeadlineMs: 1_000, isNightly: false } as const;

flushCompileCache();
process.once('message', (message) => {
  void run(message as Start);
});
process.on('disconnect', () => process.exit(1));
process.send?.('loaded');

async function run({ settings, as }: Start): Promise<void> {
  Object.assign(process.env, settings);
  for (;;) {
    try {
      if (as.role === 'web') await serve(as.hooks);
      else await work(as.lookMs);
    } catch (error) {
      // as a service manager does it when MySQL is away at the start
      process.stdout.write(`${JSON.stringify({ event: 'starts-again', message: String(error) })}\n`);
      await wait(500);
    }
  }
}

async function work(lookMs: number): Promise<never> {
  const worker = await startWorker(await openApp({ schema: 'must-match' }), OPTIONS);
  let asked = Promise.withResolvers<void>();
  process.on('message', () => asked.resolve());
  for (;;) {
    const startedAt = performance.now();
    await worker.look();
    process.send?.({ lookedMs: performance.now() - startedAt });
    // asked during the look = at once
    await Promise.race([asked.promise, wait(lookMs)]);
    asked = Promise.withResolvers<void>();
  }
}

async function serve(hooks: string): Promise<never> {
  const web = await startWeb(await openApp({ schema: 'must-match' }), { hooks });
  process.send?.({ url: web.url });
  return new Promise<never>(() => undefined);
}
