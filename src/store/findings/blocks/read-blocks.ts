import { decodeBlock, type MessageBlock } from '../../../core/findings/counting/block.ts';
import type { Db } from '../../connect.ts';
import { overList, type RangeOptions } from '../id-ranges.ts';
import { readLists } from './read-lists.ts';

/** Some three megabytes. */
const AT_ONCE = 24;

/**
 * Hands over each block with a message sent from `fromS` to `toS` (epoch seconds), in no order. A block is good until its
 * visit ends: the next one takes its room.
 */
export async function eachBlock(
  db: Db,
  step: string,
  span: { readonly fromS: number; readonly toS: number },
  visit: (block: MessageBlock) => void,
  options: RangeOptions = {},
): Promise<void> {
  const blocks = (await readLists(db, 'list-blocks', span)).map(([block]) => Number(block));
  const pages = Array.from({ length: Math.ceil(blocks.length / AT_ONCE) }, (_, page) =>
    blocks.slice(page * AT_ONCE, (page + 1) * AT_ONCE),
  );
  let room = new ArrayBuffer(0);
  await overList(
    step,
    pages,
    async (page) => {
      const rows: readonly { readonly data: Uint8Array }[] = await db('finding_blocks')
        .whereIn('block', page)
        .select('data');
      for (const { data } of rows) {
        if (room.byteLength < data.length) room = new ArrayBuffer(2 * data.length);
        visit(decodeBlock(data, room));
      }
    },
    options,
  );
}
