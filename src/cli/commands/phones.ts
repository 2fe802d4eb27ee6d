import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { maskPhone } from '../../core/phone-number.ts';
import { PHONE_RULES } from '../../core/phones/phone-rule.ts';
import { PHONE_VERDICTS, type PhoneVerdict } from '../../core/phones/phone-verdict.ts';
import { shownText } from '../../core/shown-text.ts';
import { judgePhones } from '../../pipelines/judge-phones.ts';
import { openPhoneKeys } from '../../pipelines/open-phone-keys.ts';
import { countVerdicts } from '../../store/phones/count-verdicts.ts';
import { type ListedVerdict, listVerdicts } from '../../store/phones/list-verdicts.ts';
import { checkPhones } from '../check-phones.ts';
import type { CommandContext } from '../context.ts';
import { storedSummary } from '../phone-words.ts';
import { shownCount } from '../shown-count.ts';
import { textTable } from '../text-table.ts';
import { registerRotate } from './phones-rotate.ts';

const LISTED = PHONE_VERDICTS.filter((verdict) => verdict !== 'ok');
const MOST = 100_000;

export function registerPhones(program: Command, context: CommandContext): void {
  const phones = program
    .command('phones')
    .description('what is wrong with the phones of contacts, by how they are written (docs/phones.md)');
  registerList(phones, context);
  registerCheck(phones, context);
  registerJudge(phones, context);
  registerRotate(phones, context);
}

type ListFlags = {
  readonly verdict?: string;
  readonly limit: string;
  readonly after?: string;
  readonly json?: boolean;
};

function registerList(phones: Command, context: CommandContext): void {
  phones
    .command('list')
    .description('contacts whose phone is not as it should be, numbers masked')
    .option('--verdict <verdict>', LISTED.join(', '))
    .option('--limit <count>', 'so many at most', '100')
    .option('--after <contact>', 'go on after this contact')
    .option('--json', 'as JSON')
    .action(async (flags: ListFlags) => {
      const verdict = readVerdict(flags.verdict);
      const rowsAtMost = readLimit(flags.limit);
      const { db, phoneKey } = await context.app();
      const keys = await openPhoneKeys(db, phoneKey);
      const listed = await listVerdicts(db, { verdict, afterContactId: flags.after ?? null, rowsAtMost });
      const shown = listed.map(({ phoneCipher, writtenMasked, ...rest }) => ({
        ...rest,
        written: writtenMasked ?? (phoneCipher === null ? null : maskPhone(keys.decrypt(phoneCipher))),
        what: PHONE_RULES[rest.rule],
      }));
      if (flags.json === true) return context.stdout(`${JSON.stringify(shown, null, 2)}\n`);
      if (shown.length > 0) context.stdout(textTable(COLUMNS, shown.map(cells)));
      const all = storedSummary(await countVerdicts(db));
      return context.stderr(`${shownCount(shown.length)} shown; in all: ${all === '' ? 'none' : all}\n`);
    });
}

const COLUMNS = ['contact', 'verdict', 'written', 'may be', 'same as', 'delivered', 'what'].map((title) => ({
  title,
  align: 'left' as const,
}));

type Shown = Omit<ListedVerdict, 'phoneCipher' | 'writtenMasked'> & {
  readonly written: string | null;
  readonly what: string;
};

function cells(row: Shown): readonly string[] {
  return [
    shownText(row.contactId),
    row.verdict,
    shownText(row.written ?? '-'),
    row.candidateMasked ?? '-',
    shownText(row.sameAs ?? '-'),
    row.everDelivered ? 'yes' : 'no',
    row.what,
  ];
}

function readVerdict(word: string | undefined): PhoneVerdict | null {
  if (word === undefined) return null;
  const known = LISTED.find((verdict) => verdict === word);
  if (known !== undefined) return known;
  throw new Failure('bad-input', `--verdict: must be one of ${LISTED.join(', ')}`);
}

function readLimit(text: string): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST) return limit;
  throw new Failure('bad-input', `--limit: must be a whole number from 1 to ${MOST}`);
}

function registerCheck(phones: Command, context: CommandContext): void {
  phones
    .command('check')
    .description('judge numbers from standard input, one a line; stores nothing')
    .option('--country <code>', 'of national numbers, two capitals such as NO')
    .option('--full', 'show numbers whole')
    .option('--json', 'one JSON object a line')
    .action(
      async (flags: { readonly country?: string; readonly full?: boolean; readonly json?: boolean }) => {
        const country = flags.country ?? null;
        if (country !== null && !/^[A-Z]{2}$/.test(country))
          throw new Failure('bad-input', '--country: must be two capitals such as NO');
        const input = process.stdin.setEncoding('utf8');
        const asked = { country, full: flags.full === true, json: flags.json === true };
        for await (const line of checkPhones(input, asked)) context.stdout(line);
      },
    );
}

function registerJudge(phones: Command, context: CommandContext): void {
  phones
    .command('judge')
    .description('judge all contacts again, after an update of the numbering plans; numbers stay')
    .option('--dry-run', 'say what would change, write nothing')
    .option('--json', 'as JSON')
    .action(async ({ dryRun, json }: { readonly dryRun?: boolean; readonly json?: boolean }) => {
      const { db, phoneKey } = await context.app();
      const onProgress = (contacts: number): void =>
        context.stderr(`\r\u001b[K${shownCount(contacts)} contacts`);
      const { contacts, changes } = await judgePhones({
        db,
        secretKey: phoneKey,
        dryRun,
        onProgress: context.isTerminal ? onProgress : undefined,
      });
      if (context.isTerminal) context.stderr('\r\u001b[K');
      if (json === true) return context.stdout(`${JSON.stringify({ contacts, changes }, null, 2)}\n`);
      if (changes.length > 0)
        context.stdout(
          textTable(
            CHANGES,
            changes.map(({ from, to, contacts: count }) => [shownCount(count), from, to]),
          ),
        );
      const changed = changes.reduce((sum, change) => sum + change.contacts, 0);
      return context.stdout(
        `${shownCount(contacts)} contacts judged, ${shownCount(changed)} ${dryRun === true ? 'would change' : 'changed'}\n`,
      );
    });
}

const CHANGES = [
  { title: 'contacts', align: 'right' as const },
  { title: 'before', align: 'left' as const },
  { title: 'now', align: 'left' as const },
];
