import type { Command } from 'commander';
import { migrateDown, migrateUp, schemaState } from '../../store/migrate.ts';
import { grantStatements } from '../../store/own-rights.ts';
import type { CommandContext } from '../context.ts';

type Flags = { readonly down?: boolean; readonly status?: boolean; readonly grants?: string };

export function registerMigrate(program: Command, context: CommandContext): void {
  program
    .command('migrate')
    .description('bring the database schema up to this program')
    .option('--down', 'undo the last batch of migrations')
    .option('--status', 'only say where the schema stands')
    .option('--grants <account>', 'only print what name@host needs of MySQL, no more; changes nothing')
    .action(async (options: Flags) => {
      const { db } = await context.appWithAnySchema();
      if (options.grants !== undefined) {
        const statements = await grantStatements(db, options.grants);
        context.stdout(statements.map((statement) => `${statement}\n`).join(''));
        return;
      }
      if (options.status === true) {
        const state = await schemaState(db);
        context.stdout(
          `schema ${state.current ?? 'empty'}, program ${state.expected}, ${state.pending.length} to apply\n`,
        );
        return;
      }
      const done = options.down === true ? await migrateDown(db) : await migrateUp(db);
      const verb = options.down === true ? 'undone' : 'applied';
      context.stdout(
        done.length === 0 ? 'schema: nothing to do\n' : done.map((name) => `${verb} ${name}\n`).join(''),
      );
    });
}
