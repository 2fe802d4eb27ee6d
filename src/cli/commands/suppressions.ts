import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { PHONE_SHAPES } from '../../core/cleaning/suppressed-number.ts';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { checkSuppressions, type SuppressionCheck } from '../../pipelines/check-suppressions.ts';
import { exportSuppressions } from '../../pipelines/export-suppressions.ts';
import { EXPORT_FORMATS, EXPORT_NAMES } from '../../render/exports/catalogue.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { at } from '../print-recommendations.ts';
import { readMoment, readNumber } from '../recommendation-flags.ts';
import { shownCount } from '../shown-count.ts';
import { textTable } from '../text-table.ts';
import { registerPush } from './suppressions-push.ts';

type ExportFlags = {
  readonly format: string;
  readonly since?: string;
  readonly lifted?: boolean;
  readonly sender?: string;
  readonly phone: string;
  readonly group?: string;
  readonly out: string;
};

type CheckFlags = { readonly since?: string; readonly limit: string; readonly json?: boolean };

export function registerSuppressions(program: Command, context: CommandContext): void {
  const suppressions = program
    .command('suppressions')
    .description(
      'numbers that are not to be sent to: take them to the sending platform, see whether it obeys',
    );

  suppressions
    .command('export')
    .description('numbers in full into a file that only you can read (docs/suppressions.md)')
    .requiredOption('--out <file>', 'new file, or - for standard output')
    .addOption(new Option('--format <format>', formats()).choices(EXPORT_NAMES).default('csv'))
    .option('--since <moment>', 'only what changed since: a date, or a moment in UTC')
    .option('--lifted', 'instead: what was out and may be sent to again since --since')
    .option('--sender <name>', 'and those that are out for this sender alone')
    .addOption(
      new Option(
        '--phone <shape>',
        'csv, txt: e164; text: for spreadsheets; digits; split: prefix and number',
      )
        .choices(PHONE_SHAPES)
        .default('e164'),
    )
    .option('--group <id>', 'braze: the subscription group to leave')
    .action((flags: ExportFlags) => exportThem(context, flags));

  suppressions
    .command('check')
    .description('suppressed, yet messaged since; exit 3 when there is any')
    .option('--since <moment>', 'messages sent since, default 30 days ago')
    .option('--limit <count>', 'list at most so many contacts', '20')
    .option('--json', 'as JSON')
    .action((flags: CheckFlags) => check(context, flags));

  registerPush(suppressions, context);
}

function formats(): string {
  return EXPORT_NAMES.map((name) => `${name}: ${EXPORT_FORMATS[name].describes}`).join('; ');
}

async function exportThem(context: CommandContext, flags: ExportFlags): Promise<void> {
  const format = EXPORT_NAMES.find((name) => name === flags.format) ?? 'csv';
  const phone = PHONE_SHAPES.find((shape) => shape === flags.phone) ?? 'e164';
  if (flags.lifted === true && flags.since === undefined)
    throw new Failure('bad-input', '--lifted: needs --since, the moment of the last export');
  const since = flags.since === undefined ? null : readMoment(flags.since, '--since');
  const { db, phoneKey } = await context.app();
  const result = await exportSuppressions(
    { db, secretKey: phoneKey },
    {
      query: { since, sender: flags.sender ?? null, isLifted: flags.lifted === true },
      format,
      options: { phone, group: flags.group ?? null },
      out: flags.out === '-' ? { write: async (text) => context.stdout(text) } : { path: resolve(flags.out) },
      actor: actor(),
    },
  );
  const hashOnly =
    result.hashOnly === 0 ? '' : `, and ${shownCount(result.hashOnly)} of which only the hash is known`;
  const hash = result.file === null ? '' : `; sha256 ${result.file.sha256}`;
  context.stderr(
    `${shownCount(result.numbers)} numbers${hashOnly}, as of ${result.asOf.toString()}${hash}\n`,
  );
}

async function check(context: CommandContext, flags: CheckFlags): Promise<void> {
  const limit = readNumber(flags.limit, '--limit');
  const { db, phoneKey, now } = await context.app();
  const since =
    flags.since === undefined
      ? (await now()).subtract({ hours: 30 * 24 })
      : readMoment(flags.since, '--since');
  const found = await checkSuppressions({ db, secretKey: phoneKey }, since, limit);
  if (flags.json === true) context.stdout(`${JSON.stringify(checkJson(found, since), null, 2)}\n`);
  else context.stdout(checkText(found));
  if (found.messages > 0)
    throw new Failure('bad-state', `${shownCount(found.messages)} messages went to suppressed contacts`);
}

function checkText({ messages, contacts, otherMessages, listed }: SuppressionCheck): string {
  const others =
    otherMessages === 0 ? '' : ` (and ${shownCount(otherMessages)} of campaigns that are not promotional)`;
  const line = `suppressed, yet messaged since: ${shownCount(messages)}${others}\n`;
  if (contacts === 0) return line;
  const columns = ['contact', 'phone', 'reason', 'out since (UTC)', 'messages', 'last sent (UTC)'];
  const table = textTable(
    columns.map((title) => ({ title, align: title === 'messages' ? ('right' as const) : ('left' as const) })),
    listed.map((one) => [
      shownText(one.contactId),
      one.phoneMasked ?? '-',
      one.reason,
      at(one.suppressedAt),
      shownCount(one.messages),
      at(one.lastSentAt),
    ]),
  );
  return `${line}${table}`;
}

function checkJson({ listed, ...counts }: SuppressionCheck, since: Temporal.Instant) {
  return {
    since: since.toString(),
    messages: counts.messages,
    contacts: counts.contacts,
    other_messages: counts.otherMessages,
    listed: listed.map((one) => ({
      contact_id: one.contactId,
      phone_masked: one.phoneMasked,
      reason: one.reason,
      suppressed_at: one.suppressedAt.toString(),
      messages: one.messages,
      last_sent_at: one.lastSentAt.toString(),
    })),
  };
}
