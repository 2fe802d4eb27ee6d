import { Failure } from '../core/failure.ts';
import { watchFolder } from '../files/watch-folder.ts';
import { standalonePage } from '../render/page.ts';
import type { RenderedReport } from '../render/render-report.ts';
import type { CommandContext } from './context.ts';
import { drawWatching } from './draw-watching.ts';
import { openLivePage } from './live-page.ts';

type Drawing = {
  readonly render: () => Promise<RenderedReport>;
  /** says what was written where; null = it is shown on a page of this machine that loads itself anew */
  readonly write: ((rendered: RenderedReport) => Promise<string>) | null;
};

/** Draws until Ctrl-C, anew whenever a file of the folder changes. Refuses a preview nobody would see change. */
export async function watchTemplates(
  context: CommandContext,
  folder: string | undefined,
  { render, write }: Drawing,
): Promise<void> {
  if (folder === undefined)
    throw new Failure('bad-input', '--watch: TEMPLATES_DIR is not set, so there is no folder to watch');
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const changes = watchFolder(folder, ending.signal);
  const page = write === null ? await openLivePage() : null;
  try {
    context.stderr(`watching ${folder}${page === null ? '' : `, shown at ${page.url}`}; Ctrl-C ends it\n`);
    const draw = async (): Promise<string> => {
      const rendered = await render();
      page?.show(standalonePage(rendered));
      return write === null ? rendered.subject : write(rendered);
    };
    await drawWatching({ changes, draw, tell: context.stderr, clock, onBroken: page?.fail });
  } finally {
    ending.abort();
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
    page?.close();
  }
}

function clock(): string {
  return Temporal.Now.plainTimeISO().toString({ smallestUnit: 'second' });
}
