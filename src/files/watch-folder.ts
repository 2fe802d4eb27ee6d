import { type FSWatcher, watch } from 'node:fs';
import { Failure } from '../core/failure.ts';

/**
 * Says that something below a folder has changed, until `signal`. Watches from now on, also before anybody listens; what
 * changes several times meanwhile is told once. Throws `bad-config`.
 */
export function watchFolder(folder: string, signal: AbortSignal): AsyncIterable<'changed'> {
  let wake = Promise.withResolvers<void>();
  const faults: unknown[] = [];
  const watcher = openWatcher(folder, () => wake.resolve());
  watcher.on('error', (error) => {
    faults.push(error);
    wake.resolve();
  });
  const end = (): void => {
    watcher.close();
    wake.resolve();
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        await wake.promise;
        if (signal.aborted) return;
        if (faults.length > 0) throw unwatched(folder, faults[0]);
        wake = Promise.withResolvers();
        yield 'changed';
      }
    },
  };
}

function openWatcher(folder: string, onChange: () => void): FSWatcher {
  try {
    return watch(folder, { recursive: true }, onChange);
  } catch (cause) {
    throw unwatched(folder, cause);
  }
}

function unwatched(folder: string, cause: unknown): Failure {
  return new Failure('bad-config', `cannot watch the folder ${folder}`, { cause });
}
