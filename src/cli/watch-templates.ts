import { Failure } from '../core/failure.ts';
import { watchFolder } from '../files/watch-folder.ts';
import type { CommandContext } from './context.ts';
import { drawWatching } from './draw-watching.ts';

/** Draws until Ctrl-C, anew whenever a file of the folder changes. Refuses a preview nobody would see change. */
export async function watchTemplates(
  context: CommandContext,
  folder: string | undefined,
  draw: () => Promise<string>,
): Promise<void> {
  if (folder === undefined)
    throw new Failure('bad-input', '--watch: TEMPLATES_DIR is not set, so there is no folder to watch');
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    const changes = watchFolder(folder, ending.signal);
    context.stderr(`watching ${folder}; Ctrl-C ends it\n`);
    await drawWatching({ changes, draw, tell: context.stderr, clock });
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

function clock(): string {
  return Temporal.Now.plainTimeISO().toString({ smallestUnit: 'second' });
}
