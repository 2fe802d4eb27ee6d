import { Failure } from '../core/failure.ts';

type Watching = {
  /** each = the folder has changed */
  readonly changes: AsyncIterable<unknown>;
  /** draws anew and says what was written */
  readonly draw: () => Promise<string>;
  readonly tell: (line: string) => void;
  /** of the day, for a person who looks at several lines */
  readonly clock: () => string;
  /** besides: of the page that shows it */
  readonly onBroken?: ((message: string) => void) | undefined;
};

/**
 * Draws once, and anew for every change, until there are no more. A template that is broken is told with its line and
 * leaves what was drawn before; the next change is waited for. Any other failure ends it.
 */
export async function drawWatching({ changes, draw, tell, clock, onBroken }: Watching): Promise<void> {
  const attempt = async (): Promise<void> => {
    try {
      tell(`${clock()} ${await draw()}\n`);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'bad-config') throw error;
      onBroken?.(error.message);
      tell(`${clock()} not drawn:\n${indented(error.message)}`);
    }
  };
  await attempt();
  for await (const _ of changes) await attempt();
}

function indented(message: string): string {
  return message
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('');
}
