import type { CommandContext } from './context.ts';

/** One line a step of the search, for a person who waits. */
export function findProgress({ isTerminal, stderr }: CommandContext): {
  readonly onProgress?: (step: string, done: number, of: number) => void;
} {
  if (!isTerminal) return {};
  return {
    onProgress: (step, done, of) => {
      if (done === of) stderr(`${step}: ${of} of ${of}\n`);
    },
  };
}
