import {
  BLOCK_FORMAT,
  BLOCK_IDS,
  encodeBlock,
  type MessageBlock,
} from '../../../core/findings/counting/block.ts';
import type { Db } from '../../connect.ts';
import { retriedTransaction } from '../../retried-transaction.ts';
import { overList, type RangeOptions } from '../id-ranges.ts';
import { packFacts } from './pack-facts.ts';
import { readLists } from './read-lists.ts';

type Stale = { readonly block: number; readonly version: number };

/**
 * Makes those blocks anew in which a tick changed a fact since they were made; the number of them. A tick that comes in
 * between leaves its mark, and the block is made once more next time.
 */
export async function renewBlocks(db: Db, options: RangeOptions = {}): Promise<number> {
  const stale = (await readLists(db, 'list-stale', { format: BLOCK_FORMAT })).map(([block, version]) => ({
    block: Number(block),
    version: Number(version),
  }));
  await overList('blocks', stale, (one) => renewBlock(db, one), options);
  return stale.length;
}

async function renewBlock(db: Db, { block, version }: Stale): Promise<void> {
  const from = block * BLOCK_IDS;
  const facts = await readFacts(db, from);
  // in the order of a tick, which holds facts before marks
  await retriedTransaction(db, async (trx) => {
    await saveBlock(trx, block, facts);
    await trx('finding_stale').where({ block, version }).delete();
  });
}

async function readFacts(db: Db, from: number): Promise<MessageBlock> {
  return packFacts(await readLists(db, 'read-facts', { from, upTo: from + BLOCK_IDS }));
}

async function saveBlock(trx: Db, block: number, facts: MessageBlock): Promise<void> {
  if (facts.size === 0) {
    await trx('finding_blocks').where({ block }).delete();
    return;
  }
  const row = {
    block,
    format: BLOCK_FORMAT,
    messages: facts.size,
    first_s: facts.sentS.reduce((least, sent) => Math.min(least, sent)),
    last_s: facts.sentS.reduce((most, sent) => Math.max(most, sent)),
    data: Buffer.from(encodeBlock(facts)),
  };
  await trx('finding_blocks').insert(row).onConflict('block').merge();
}
