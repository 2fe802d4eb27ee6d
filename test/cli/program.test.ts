import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/cli/context.ts';
import { buildProgram } from '../../src/cli/program.ts';

const CONTEXT: CommandContext = {
  app: () => Promise.reject(new Error('nothing is opened to be listed')),
  appWithAnySchema: () => Promise.reject(new Error('nothing is opened to be listed')),
  stdout: () => undefined,
  stderr: () => undefined,
  isTerminal: false,
};

async function namesFor(words: readonly string[]): Promise<readonly string[]> {
  const { commands } = await buildProgram(CONTEXT, words);
  return commands.map((command) => command.name());
}

describe('the program', () => {
  it('has all commands where none is named, and where the one that is named is not there', async () => {
    const all = await namesFor([]);
    expect(all.length).toBeGreaterThan(30);
    expect(all).toEqual([...new Set(all)]);
    for (const words of [['--help'], ['help', 'runs'], ['rnus'], ['constructor']])
      expect(await namesFor(words)).toEqual(all);
  });

  it('has the one command that is named, under that name', async () => {
    for (const name of await namesFor([])) {
      expect(await namesFor([name])).toEqual([name]);
      expect(await namesFor(['--debug', name, '--help'])).toEqual([name]);
    }
  });
});
