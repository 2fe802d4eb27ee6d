import type { Command } from 'commander';
import { canonicalJson } from '../../core/canonical-json.ts';
import { Failure } from '../../core/failure.ts';
import { maskPhonesIn } from '../../core/phone-number.ts';
import { verifyAudit } from '../../store/audit-chain.ts';
import { listAudit } from '../../store/read-audit.ts';
import type { CommandContext } from '../context.ts';
import { at } from '../print-recommendations.ts';
import { readNumber } from '../recommendation-flags.ts';
import { shownCount } from '../shown-count.ts';
import { textTable } from '../text-table.ts';

type ListFlags = {
  readonly action?: string;
  readonly object?: string;
  readonly actor?: string;
  readonly limit: string;
  readonly json?: boolean;
};

type VerifyFlags = { readonly contains?: string; readonly json?: boolean };

export function registerAudit(program: Command, context: CommandContext): void {
  const audit = program.command('audit').description('who did what: the log that is only ever added to');

  audit
    .command('list')
    .description('newest first')
    .option('--action <word>', 'only this, such as recommendation-approve')
    .option('--object <text>', 'only of this, such as "recommendation 17"')
    .option('--actor <name>', 'only by this one')
    .option('--limit <count>', 'at most so many', '50')
    .option('--json', 'as JSON')
    .action((flags: ListFlags) => list(context, flags));

  audit
    .command('verify')
    .description('compute the chain of hashes again; names the first row that is not as it was written')
    .option('--contains <hash>', 'and find this hash in it, kept from an earlier time: shows a cut end')
    .option('--json', 'as JSON')
    .action((flags: VerifyFlags) => verify(context, flags));
}

async function list(context: CommandContext, flags: ListFlags): Promise<void> {
  const limit = readNumber(flags.limit, '--limit');
  const { db } = await context.app();
  const { action, object, actor } = flags;
  const filter = {
    ...(action === undefined ? {} : { action }),
    ...(object === undefined ? {} : { object }),
    ...(actor === undefined ? {} : { actor }),
  };
  const rows = await listAudit(db, filter, limit);
  if (flags.json === true) {
    const shown = rows.map((row) => ({ ...row, id: String(row.id), at: row.at.toString() }));
    return context.stdout(`${JSON.stringify(shown, null, 2)}\n`);
  }
  if (rows.length === 0) return context.stderr('nothing in the log matches\n');
  const columns = ['id', 'at (UTC)', 'who', 'did', 'to', 'detail'];
  context.stdout(
    textTable(
      columns.map((title) => ({ title, align: 'left' as const })),
      rows.map((row) => [
        String(row.id),
        at(row.at),
        row.actor,
        row.action,
        row.object,
        row.detail === null ? '' : cut(maskPhonesIn(canonicalJson(row.detail))),
      ]),
    ),
  );
}

async function verify(context: CommandContext, { contains, json }: VerifyFlags): Promise<void> {
  if (contains !== undefined && !/^[0-9a-f]{64}$/.test(contains))
    throw new Failure(
      'bad-input',
      '--contains: must be 64 hexadecimal digits, as an earlier `audit verify` printed',
    );
  const { db } = await context.app();
  const proof = await verifyAudit(db, contains ?? null);
  if (json === true) context.stdout(`${JSON.stringify(proof, null, 2)}\n`);
  if (proof.broken !== null)
    throw new Failure('bad-state', `audit row ${proof.broken.id} ${proof.broken.because}`);
  if (proof.hasExpected === false)
    throw new Failure(
      'bad-state',
      'the hash is not in the log: rows at its end are gone, or it is of another log',
    );
  if (json !== true)
    context.stdout(
      `${shownCount(proof.rows)} rows are as they were written; last hash ${proof.head ?? 'none'}\n`,
    );
}

function cut(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
