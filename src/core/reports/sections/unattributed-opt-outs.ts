import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';
import { agree, counted } from '../words.ts';

/** Opt-outs no campaign can be charged with, by the time they arrived (rulings A.2); null when there are none. */
export function composeUnattributedOptOuts({ input, freshness }: Reading): NoteSection | null {
  const { unattributedOptOuts: n } = input;
  if (n === 0 || freshness.withheld.has('opt-outs')) return null;
  const tail = `${agree(n, 'follows', 'follow')} no message within 72 h and ${agree(n, 'belongs', 'belong')} to no campaign; counted by the time of the opt-out, not in the rates above.`;
  return {
    kind: 'note',
    title: 'Opt-outs without a campaign',
    lines: [[...counted(n, 'opt-out'), ' in this period ', tail]],
  };
}
