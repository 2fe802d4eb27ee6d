import { openApp } from '../../src/app.ts';
import { startWorker } from '../../src/worker.ts';

/**
 * A worker of the fault campaign: loaded, it waits to be told its settings, so that a new one stands up at once when
 * another was killed. It plans and works as `npm start` does, and looks more often because the campaign's time flies.
 */
type Start = { readonly settings: Readonly<Record<string, string>>; readonly lookMs: number };

process.once('message', (message) => {
  void run(message as Start);
});
process.on('disconnect', () => process.exit(1));
process.send?.('loaded');

async function run({ settings, lookMs }: Start): Promise<void> {
  Object.assign(process.env, settings);
  for (;;) {
    try {
      const worker = await startWorker(await openApp({ schema: 'must-match' }), { drainMs: 1_000 });
      process.send?.('started');
      for (;;) {
        await worker.look();
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    } catch (error) {
      // as a service manager does it when MySQL is away at the start
      process.stdout.write(`${JSON.stringify({ event: 'starts-again', message: String(error) })}\n`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
