import type { Command } from 'commander';
import { rememberTests, type TestMemory, themeKey } from '../../core/experiments/test-memory.ts';
import { Failure } from '../../core/failure.ts';
import { judgeTests } from '../../pipelines/judge-tests.ts';
import type { CommandContext } from '../context.ts';
import { memoryJson, memoryText } from '../print-memory.ts';

type Flags = { readonly theme?: string; readonly json?: boolean };

export function registerExperimentMemory(experiments: Command, context: CommandContext): void {
  experiments
    .command('memory')
    .description('what past tests of one theme say together: wins, losses, pooled difference')
    .option('--theme <words>', 'only this theme')
    .option('--json', 'as JSON')
    .action(async (flags: Flags) => {
      const app = await context.app();
      await app.refresh();
      const judged = await judgeTests(app.db, { asOf: await app.now() });
      const memory = onlyTheme(rememberTests(judged), flags.theme);
      context.stdout(
        flags.json === true ? `${JSON.stringify(memoryJson(memory), null, 2)}\n` : memoryText(memory),
      );
    });
}

function onlyTheme(memory: TestMemory, theme: string | undefined): TestMemory {
  if (theme === undefined) return memory;
  const themes = memory.themes.filter((one) => themeKey(one.theme) === themeKey(theme));
  if (themes.length > 0) return { themes, withoutTheme: 0 };
  const known = [...new Set(memory.themes.map((one) => one.theme))];
  throw new Failure(
    'bad-input',
    `--theme: no test has the theme ${theme.slice(0, 100)}; there ${known.length === 0 ? 'is none yet' : `are: ${known.join('; ')}`}`,
  );
}
