import { chmodSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DemoResult } from '../../demo/run-demo.ts';
import type { DemoOutput } from '../../demo/steps.ts';
import { readSchedulesFile } from '../../files/schedules-file.ts';
import type { Engine } from '../../servers/server-version.ts';
import type { CommandContext } from '../context.ts';
import { findBrowser, screenshot } from '../screenshot.ts';

type Flags = {
  readonly engine?: Engine;
  readonly seed: string;
  readonly endsAt?: Temporal.Instant;
  readonly scale: number;
  readonly keep?: boolean;
};

const LOCAL = join(import.meta.dirname, '../../../.local');
const FOLDER = join(LOCAL, 'demo');

export function registerDemo(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('private servers, 26 weeks of generated data, two reports delivered; under 90 seconds')
    .addOption(
      new Option('--engine <name>', 'default: what is installed').choices(['mariadb', 'mysql'] as const),
    )
    .option('--seed <text>', 'another seed is another shop', '7')
    .addOption(new Option('--ends-at <instant>', 'end of the history (default: now)').argParser(parseInstant))
    .addOption(new Option('--scale <number>', '1 is some 300,000 messages').argParser(parseScale).default(1))
    .option('--keep', 'leave the servers running')
    .action(async (flags: Flags) => {
      // a second of loading that no other command should wait for
      const { runDemo } = await import('../../demo/run-demo.ts');
      const result = await runDemo({
        local: LOCAL,
        instance: 'demo',
        folder: FOLDER,
        engine: flags.engine,
        seed: flags.seed,
        endsAt:
          flags.endsAt ?? Temporal.Now.instant().round({ smallestUnit: 'second', roundingMode: 'floor' }),
        scale: flags.scale,
        keep: flags.keep === true,
        output: outputOf(context),
        readSchedules: readSchedulesFile,
        screenshot: findBrowser() === null ? null : screenshot,
      });
      context.stdout(summary(result, flags));
    });
}

function parseInstant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError('must be an instant such as 2026-11-23T09:00:00Z');
  }
}

function parseScale(text: string): number {
  const scale = Number(text);
  if (scale >= 0.01 && scale <= 40) return scale;
  throw new InvalidArgumentError('must be a number from 0.01 to 40');
}

function outputOf({ stdout, stderr, isTerminal }: CommandContext): DemoOutput {
  return {
    line: (text) => stdout(`${text}\n`),
    passing: isTerminal ? (text) => stderr(`\r\u001B[2K${text.slice(0, 100)}`) : () => undefined,
  };
}

function summary(result: DemoResult, flags: Flags): string {
  const shown = (path: string): string => relative(process.cwd(), path);
  const mails = result.mails.map(
    ({ mail, files }) =>
      `${mail.subject}\n  to ${mail.to.join(', ')}\n${excerpt(mail.text)}\n${files.map((file) => `  ${shown(file)}`).join('\n')}`,
  );
  return `
${mails.join('\n\n')}

${result.mails.length} reports in ${Math.round(result.seconds)} s. The worker's log: ${shown(join(FOLDER, 'worker.log'))}
${flags.keep === true ? keptHint(result, flags.engine, shown) : freshHint()}`;
}

/** The plain-text mail down to its scorecard, without what stands under each number. */
function excerpt(text: string): string {
  const [top = '', scorecard = ''] = text.split(/^Scorecard$/m);
  const numbers = scorecard.split(/^Campaigns$/m)[0] ?? '';
  return `${top}\n${numbers}`
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .flatMap((line) => wrapped(line, 100))
    .map((line) => `  | ${line}`)
    .join('\n');
}

function wrapped(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function keptHint(
  { servers }: DemoResult,
  engine: Engine | undefined,
  shown: (path: string) => string,
): string {
  const file = join(FOLDER, 'env');
  const { databaseUrl, redisUrl, secretKey } = servers;
  writeFileSync(
    file,
    `export DATABASE_URL='${databaseUrl}'\nexport REDIS_URL='${redisUrl}'\nexport SECRET_KEY='${secretKey}'\n`,
  );
  chmodSync(file, 0o600);
  return `The servers go on. Try:
  . ${shown(file)}
  npm run cli -- report performance --window last-month --tz Europe/Oslo --out report.html
  npm run cli -- runs list
  npm run cli -- experiments
  npm run cli -- experiments memory
  npm run cli -- experiments plan --audience 40000
Stop them: npm run servers -- stop --instance demo${engine === undefined ? '' : ` --engine ${engine}`}
`;
}

function freshHint(): string {
  return `Nothing was left running. Try:
  npm run demo -- --keep            the same, and the servers stay: ask them for other reports
  npm run demo -- --seed 8          another shop
  npm run demo -- --engine mysql    on real MySQL
  npm run cli -- --help             everything else
`;
}
