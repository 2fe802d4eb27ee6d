import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { FAILURE_CLASSES, isFailureClass } from '../../core/failure-class.ts';
import { isMessageStatus, MESSAGE_STATUSES } from '../../core/message-status.ts';
import { codeMeaning } from '../../providers/codes.ts';
import { type CodeOverride, classifyCode } from '../../store/provider-events/classify-code.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';

type Flags = {
  readonly provider: string;
  readonly field: string;
  readonly code: string;
  readonly status: string;
  readonly class: string;
  readonly evidence: string;
};

const EVIDENCE = ['strong', 'medium', 'weak', 'none'];

export function registerCodes(program: Command, context: CommandContext): void {
  const codes = program
    .command('codes')
    .description(
      'say what codes of providers mean that are in no table (definitions codes --unknown lists them)',
    );

  codes
    .command('classify')
    .description('say what a code means, for receipts to come and those that are stored')
    .requiredOption('--provider <id>', 'whose code it is')
    .requiredOption('--field <name>', 'field of the receipt that holds it')
    .requiredOption('--code <code>', 'the code as the provider writes it')
    .requiredOption('--status <status>', Object.keys(MESSAGE_STATUSES).join(', '))
    .option('--class <class>', 'failure class, such as invalid_number', 'none')
    .option('--evidence <word>', 'proof against the number: strong, medium, weak or none', 'none')
    .action(async (flags: Flags) => {
      const override = readOverride(flags);
      const { db, now } = await context.app();
      const { provider, field, code, status, failureClass } = override;
      const changed = await classifyCode(db, override, codeMeaning(provider, code, field), await now());
      context.stdout(
        `${provider} ${field} ${code} is ${status}, ${failureClass}; ${changed} stored receipts are read so from the next refresh on\n`,
      );
    });
}

function readOverride(flags: Flags): CodeOverride {
  const { provider, field, code, status, class: failureClass, evidence } = flags;
  for (const [name, value] of Object.entries({ provider, field, code })) {
    if (!/^\S(?:.{0,30}\S)?$/.test(value))
      throw new Failure('bad-input', `--${name}: must have 1 to 32 characters`);
  }
  if (!isMessageStatus(status))
    throw new Failure('bad-input', `--status: must be one of ${Object.keys(MESSAGE_STATUSES).join(', ')}`);
  if (!isFailureClass(failureClass))
    throw new Failure('bad-input', `--class: must be one of ${Object.keys(FAILURE_CLASSES).join(', ')}`);
  if (!EVIDENCE.includes(evidence))
    throw new Failure('bad-input', `--evidence: must be one of ${EVIDENCE.join(', ')}`);
  return { provider, field, code, status, failureClass, evidence, decidedBy: actor() };
}
