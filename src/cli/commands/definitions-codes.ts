import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { CODE_PROVIDERS, codesOf, sourcesOf } from '../../providers/codes.ts';
import type { CommandContext } from '../context.ts';
import { printUnknownCodes } from '../print-unknown-codes.ts';
import { textTable } from '../text-table.ts';

type Flags = { readonly provider?: string; readonly json?: boolean; readonly unknown?: boolean };

export function registerDefinitionCodes(definitions: Command, context: CommandContext): void {
  definitions
    .command('codes')
    .description("what providers' codes mean: status, failure class, proof against the number")
    .option('--provider <id>', 'only of this provider')
    .option('--unknown', 'codes that came and that neither the program nor anybody here knows')
    .option('--json', 'as JSON')
    // --json may be taken for the option of the command above: it counts either way
    .action(async (_flags: Flags, command: Command) => {
      const { provider, json, unknown } = command.optsWithGlobals<Flags>();
      if (unknown === true) return printUnknownCodes(context, provider ?? null, json === true);
      const providers = provider === undefined ? CODE_PROVIDERS : [known(provider)];
      context.stdout(json === true ? asJson(providers) : asText(providers));
    });
}

function known(provider: string): string {
  if (CODE_PROVIDERS.includes(provider)) return provider;
  throw new Failure(
    'bad-input',
    `--provider: there is no code table ${shownText(provider)}; there are ${CODE_PROVIDERS.join(', ')}`,
  );
}

function asJson(providers: readonly string[]): string {
  const tables = providers.map((provider) => ({
    provider,
    sources: sourcesOf(provider),
    codes: codesOf(provider),
  }));
  return `${JSON.stringify(tables, null, 2)}\n`;
}

const COLUMNS = [
  'provider',
  'field',
  'code',
  'status',
  'class',
  'evidence',
  'permanent',
  'confirmed',
  'meaning',
  'source',
].map((title) => ({ title, align: 'left' as const }));

const FOOTER = `
evidence: what the code proves against the number itself; permanent: the recipient will not become reachable by itself,
which includes opt-outs and is no proof of a bad number; confirmed: read in the vendor's own text; source: which of the
texts below.
`;

function asText(providers: readonly string[]): string {
  const rows = providers.flatMap((provider) =>
    codesOf(provider).map((row) => [
      provider,
      row.field,
      row.code,
      row.status,
      row.failureClass,
      row.evidence,
      row.isPermanent ? 'yes' : 'no',
      row.isConfirmed ? 'yes' : 'no',
      row.meaning,
      String(sourcesOf(provider).indexOf(row.source) + 1),
    ]),
  );
  const sources = providers.map((provider) => {
    const texts = sourcesOf(provider).map((source, at) => `  ${at + 1}  ${source}\n`);
    return `sources of ${provider}:\n${texts.join('')}`;
  });
  return `${textTable(COLUMNS, rows)}${FOOTER}${sources.join('')}`;
}
