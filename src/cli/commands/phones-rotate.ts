import type { Command } from 'commander';
import { type LeftOfKey, lookAtRotation, rotatePhoneKey } from '../../pipelines/rotate-phone-key.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { shownCount } from '../shown-count.ts';

/** What is left is counted anew, which takes a moment. */
const EVERY_MS = 2_000;

type RotateFlags = { readonly dryRun?: boolean; readonly json?: boolean };

export function registerRotate(phones: Command, context: CommandContext): void {
  phones
    .command('rotate')
    .description('give the phones the key PHONE_KEY; may be stopped and begun again (docs/security.md, Keys)')
    .option('--dry-run', 'say what is left, change nothing')
    .option('--json', 'as JSON')
    .action((flags: RotateFlags) => rotate(context, flags));
}

async function rotate(context: CommandContext, { dryRun, json }: RotateFlags): Promise<void> {
  const { db, phoneKey: secret } = await context.app();
  const before = await lookAtRotation({ db, secret });
  if (dryRun !== true && before.state !== 'idle') {
    let nextMs = 0;
    const onBatch = async (): Promise<void> => {
      if (performance.now() < nextMs) return;
      const { left } = await lookAtRotation({ db, secret });
      context.stderr(`\r\u001b[K${wordsOf(left)} left`);
      nextMs = performance.now() + EVERY_MS;
    };
    await rotatePhoneKey(
      { db, secret },
      { actor: actor(), onBatch: context.isTerminal ? onBatch : undefined },
    );
    if (context.isTerminal) context.stderr('\r\u001b[K');
  }
  const { state, left } = dryRun === true ? before : await lookAtRotation({ db, secret });
  if (json === true) return context.stdout(`${JSON.stringify({ state, left }, null, 2)}\n`);
  if (state === 'idle')
    return context.stdout(
      before.state === 'idle'
        ? 'PHONE_KEY is in use already, nothing is left of the key before\n'
        : 'done: PHONE_KEY is in use, nothing is left of the key before\n',
    );
  return context.stdout(
    state === 'waiting'
      ? `PHONE_KEY is set and not in use yet: ${wordsOf(left)} to change\n`
      : `PHONE_KEY is in use; left of the key before: ${wordsOf(left)}\n`,
  );
}

function wordsOf({ numbers, sealed }: LeftOfKey): string {
  return `${shownCount(numbers)} numbers, ${shownCount(sealed)} sealed texts`;
}
