import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { readSmallFile } from '../../files/read-small-file.ts';
import { billingOf } from '../../providers/billing.ts';
import { findProvider, PROVIDERS } from '../../providers/catalogue.ts';
import { guessFormat } from '../../providers/guess-format.ts';
import type { PayloadFormat, ProviderImporter } from '../../providers/importer.ts';
import { settingsFault } from '../../providers/settings-fault.ts';
import type { CommandContext } from '../context.ts';
import { type ImporterFlags, readImporterFlags } from '../importer-flags.ts';
import { sampleJson, sampleText } from '../print-sample.ts';
import { readStandardInput } from '../standard-input.ts';
import { textTable } from '../text-table.ts';

/** A sample, not a year of receipts: those are for `import`. */
const MOST_BYTES = 16 * 1024 * 1024;

type Flags = ImporterFlags & {
  readonly read?: string;
  readonly provider?: string;
  readonly format?: string;
  readonly json?: boolean;
};

export function registerDefinitionProviders(definitions: Command, context: CommandContext): void {
  definitions
    .command('providers')
    .description('providers we can read; with --read, what a file of one says, without storing anything')
    .option('--read <file>', "a file of the provider's payloads, - for standard input")
    .option('--provider <id>', 'whose payloads the file holds')
    .option('--format <format>', 'json, ndjson, xml, form or csv (default: as the file looks)')
    .option('--timezone <zone>', 'zone of times that name none')
    .option('--error-dictionary <id>', 'table of err: codes of an SMPP or Kannel route')
    .option('--field <name=path...>', 'where a field stands, for payloads of another layout')
    .option('--json', 'as JSON')
    .action(async (_flags: Flags, command: Command) => {
      // --json may be taken for the option of the command above: it counts either way
      const flags = command.optsWithGlobals<Flags>();
      context.stdout(flags.read === undefined ? listing(flags) : await reading(flags.read, flags));
    });
}

const COLUMNS = ['id', 'formats', 'kinds', 'bills on', 'title'].map((title) => ({
  title,
  align: 'left' as const,
}));

function listing({ provider, json }: Flags): string {
  const providers = provider === undefined ? PROVIDERS : [known(provider)];
  if (json === true) {
    const rows = providers.map(({ id, title, formats, kinds, fields }) => ({
      id,
      title,
      formats,
      kinds,
      fields,
      billing: billingOf(id),
    }));
    return `${JSON.stringify(rows, null, 2)}\n`;
  }
  const table = textTable(
    COLUMNS,
    providers.map(({ id, title, formats, kinds }) => [
      id,
      formats.join(' '),
      kinds.join(' '),
      billingOf(id).billOn,
      title,
    ]),
  );
  return provider === undefined
    ? table
    : table + providers.map((one) => sourceOf(one) + placesOf(one)).join('');
}

/** Where its billing was read; a setting (BILL_ON) decides what is counted. */
function sourceOf({ id }: ProviderImporter): string {
  const { billOn, source } = billingOf(id);
  return `\nbills on ${billOn}: ${source === '' ? 'a guess, no published word of theirs is known' : source}\n`;
}

/** What --field may place, and where it stands otherwise. */
function placesOf({ fields }: ProviderImporter): string {
  const places = Object.entries(fields ?? {}).map(([name, path]) => `  ${name} = ${path}\n`);
  return places.length === 0
    ? ''
    : `\nfields that --field can place, and where they stand otherwise:\n${places.join('')}`;
}

async function reading(file: string, flags: Flags): Promise<string> {
  if (flags.provider === undefined)
    throw new Failure('bad-input', '--read needs --provider, whose file it is');
  const provider = known(flags.provider);
  const options = readImporterFlags(flags);
  const asked = flags.format === undefined ? null : knownFormat(flags.format, provider);
  const fault = settingsFault(provider, options);
  if (fault !== null) throw new Failure('bad-input', `--${flagOf(fault.field)}: ${fault.reason}`);
  const body = await readSample(file);
  const format = asked ?? guessFormat(body, provider.formats);
  const parsed = provider.parse({ format, body, options });
  const [first] = parsed.refused;
  if (parsed.events.length === 0 && first !== undefined) {
    const place = first.index === 0 ? '' : `event ${first.index}, `;
    const others = parsed.refused.length > 1 ? `; and ${parsed.refused.length - 1} more are refused` : '';
    throw new Failure('bad-input', `${named(file)}: ${place}${first.field}: ${first.reason}${others}`);
  }
  const sample = { provider, format, parsed };
  return flags.json === true ? sampleJson(sample) : sampleText(sample);
}

function known(id: string): ProviderImporter {
  const provider = findProvider(id);
  if (provider !== null) return provider;
  const ids = PROVIDERS.map((each) => each.id).join(', ');
  throw new Failure('bad-input', `--provider: we cannot read ${shownText(id)}; we can read ${ids}`);
}

function knownFormat(word: string, { id, formats }: ProviderImporter): PayloadFormat {
  const format = formats.find((each) => each === word);
  if (format !== undefined) return format;
  throw new Failure(
    'bad-input',
    `--format: ${id} does not come as ${shownText(word)} but as ${formats.join(', ')}`,
  );
}

function flagOf(setting: string): string {
  if (setting === 'errorDictionary') return 'error-dictionary';
  return setting === 'fields' ? 'field' : setting;
}

function named(file: string): string {
  return file === '-' ? 'standard input' : file;
}

function readSample(file: string): Promise<string> {
  if (file === '-') return readStandardInput(MOST_BYTES, 'a sample');
  return readSmallFile(file, { mostBytes: MOST_BYTES, code: 'bad-input' });
}
