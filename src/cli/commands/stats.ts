import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { answerCase, parseCase } from '../../core/stats/cases/answer-case.ts';
import { STATS_METHODS } from '../../core/stats/cases/catalogue.ts';
import type { CommandContext } from '../context.ts';
import { readStandardInput } from '../standard-input.ts';

/** A case is small; what is larger was sent by mistake. */
const MOST_CHARACTERS = 10_000_000;

export function registerStats(program: Command, context: CommandContext): void {
  program
    .command('stats')
    .description('one statistical method on one JSON case from standard input')
    .argument('[method]', 'such as wilson; --list shows all')
    .option('--list', 'methods with their question and the shape of their input')
    .action(async (method: string | undefined, options: { readonly list?: boolean }) => {
      if (options.list === true) return context.stdout(listing());
      if (method === undefined)
        throw new Failure('bad-input', 'name a method; sms-reports stats --list shows them');
      // an unknown method is refused before anything is read
      if (!STATS_METHODS.some(({ family }) => family === method)) answerCase(method, {});
      const answer = answerCase(method, parseCase(await readStandardInput(MOST_CHARACTERS, 'one JSON case')));
      return context.stdout(`${JSON.stringify(answer, null, 2)}\n`);
    });
}

function listing(): string {
  const methods = STATS_METHODS.map(
    ({ family, question, input }) => `${family}\n  ${question}\n  input: ${input}\n`,
  );
  return `${methods.join('\n')}\n${FOOTER}`;
}

const FOOTER = `A case is {"family": .., "id": .., "input": {..}} or the input alone. Differences are b - a.
What cannot be computed is null with a "reason"; a p below 1e-300 is null with "log10_p" and "p_text": "< 1e-300".
Keys of the input that a method does not know are listed under "ignored".
`;
