import type { Command } from 'commander';
import { METRICS } from '../../core/metrics/catalogue.ts';
import { type Definition, listDefinitions } from '../../core/metrics/definitions.ts';
import { OPT_OUT_DEFINITIONS } from '../../core/metrics/opt-out-definitions.ts';
import type { CommandContext } from '../context.ts';
import { registerDefinitionCodes } from './definitions-codes.ts';
import { registerDefinitionProviders } from './definitions-providers.ts';

const LINE_WIDTH = 100;

export function registerDefinitions(program: Command, context: CommandContext): void {
  const definitions = program
    .command('definitions')
    .description('how every number is counted: numerator, denominator, window')
    .option('--json', 'as JSON')
    .action((options: { readonly json?: boolean }) => {
      context.stdout(
        options.json === true
          ? `${JSON.stringify([...METRICS, ...OPT_OUT_DEFINITIONS], null, 2)}\n`
          : listDefinitions().map(paragraph).join('\n'),
      );
    });
  registerDefinitionCodes(definitions, context);
  registerDefinitionProviders(definitions, context);
}

function paragraph({ id, label, formula, definition, window, whenEmpty }: Definition): string {
  const lines = wrap(definition, LINE_WIDTH - 2).map((line) => `  ${line}\n`);
  return `${label} (${id})\n  = ${formula}\n${lines.join('')}  Window: ${window}. Without a number: ${whenEmpty}.\n`;
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
