import type { Command } from 'commander';
import { readSendHours } from '../../core/findings/send-hours.ts';
import { type Validation, validateFindings } from '../../pipelines/validate-findings.ts';
import type { CommandContext } from '../context.ts';
import { findProgress } from '../find-progress.ts';
import { readPastInstant } from '../read-window.ts';
import { validationJson, validationText } from '../validation-words.ts';

type Flags = { readonly asOf: readonly string[]; readonly json?: boolean };

export function registerFindingValidation(findings: Command, context: CommandContext): void {
  findings
    .command('validate')
    .description('what contacts flagged at a past moment did in the 28 days after, against unflagged ones')
    .requiredOption('--as-of <instant...>', 'when to freeze the flags; several for several dates')
    .option('--json', 'as JSON (docs/findings.md)')
    .action(async (flags: Flags) => {
      for (const text of flags.asOf) readPastInstant(text, Temporal.Now.instant());
      const app = await context.app();
      await app.refresh();
      const now = await app.now();
      const sendHours = readSendHours(app.config.SEND_HOURS);
      const validations: Validation[] = [];
      for (const text of flags.asOf) {
        const asOf = readPastInstant(text, now);
        validations.push(await validateFindings(app.db, { asOf, now, sendHours, ...findProgress(context) }));
      }
      context.stdout(
        flags.json === true
          ? `${JSON.stringify({ validations: validations.map(validationJson) }, null, 2)}\n`
          : validations.map(validationText).join('\n'),
      );
    });
}
