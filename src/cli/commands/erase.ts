import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { maskPhone } from '../../core/phone-number.ts';
import { reachOf } from '../../fault-point.ts';
import { type Erasure, eraseNumber } from '../../pipelines/erase-number.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { readPhoneFromStdin } from '../read-phone-stdin.ts';
import { shownCount } from '../shown-count.ts';

type EraseFlags = { readonly country?: string; readonly json?: boolean };

export function registerErase(program: Command, context: CommandContext): void {
  program
    .command('erase')
    .description(
      'a phone number, sent on standard input, disappears from everything we own; its keyed hash stays suppressed',
    )
    .option('--country <code>', 'of a number without a country code')
    .option('--json', 'as JSON')
    .action((flags: EraseFlags) => erase(context, flags));
}

async function erase(context: CommandContext, { country, json }: EraseFlags): Promise<void> {
  const e164 = await readPhoneFromStdin(country);
  const app = await context.app();
  const done = await eraseNumber(
    {
      db: app.db,
      secretKey: app.phoneKey,
      redis: { redisUrl: app.redisUrl, prefix: app.config.QUEUE_PREFIX },
      reach: reachOf(app.config.FAULT_POINT),
      hasForeignSource: app.source !== null,
    },
    { e164, actor: actor(), at: await app.now() },
  );
  context.stdout(
    json === true ? `${JSON.stringify(jsonOf(done), null, 2)}\n` : textOf(done, maskPhone(e164)),
  );
  const [first] = done.left;
  if (first !== undefined)
    throw new Failure('bad-state', `the number is still in ${first.place} (${shownCount(first.rows)} rows)`);
}

function textOf({ contacts, erased, redis, files, outOfReach, left }: Erasure, masked: string): string {
  const changed = Object.entries(erased).filter(([, rows]) => rows > 0);
  return [
    `${masked}: ${shownCount(contacts)} contacts\n`,
    ...changed.map(([place, rows]) => `  ${place}: ${shownCount(rows)} rows emptied or removed\n`),
    `  Redis: ${shownCount(redis.found)} of ${shownCount(redis.looked)} keys removed\n`,
    ...files.map(
      ({ path, lines }) =>
        `  ${path}: ${lines === null ? 'is gone' : `${shownCount(lines)} lines removed`}\n`,
    ),
    'searched again, every text and every row of bytes of every table, and Redis:\n',
    left.length === 0
      ? '  nothing found but the keyed hash among the suppressions\n'
      : left.map(({ place, rows }) => `  ${place}: ${shownCount(rows)} rows\n`).join(''),
    'not in our reach:\n',
    ...outOfReach.map((line) => `  ${line}\n`),
  ].join('');
}

function jsonOf({ contacts, erased, redis, files, outOfReach, left }: Erasure) {
  return { contacts, erased, redis, files, left, out_of_reach: outOfReach };
}
