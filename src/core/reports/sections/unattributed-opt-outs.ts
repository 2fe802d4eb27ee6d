import { sayCounted } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';

/** Opt-outs no campaign can be charged with, by the time they arrived (rulings A.2); null when there are none. */
export function composeUnattributedOptOuts({ input, freshness }: Reading): NoteSection | null {
  const { unattributedOptOuts: n } = input;
  if (n === 0 || freshness.withheld.has('opt-outs')) return null;
  return {
    kind: 'note',
    title: 'Opt-outs without a campaign',
    lines: [
      sayCounted(
        n,
        '{0} opt-out in this period follows no message within 72 h and belongs to no campaign; counted by the time of the opt-out, not in the rates above.',
        '{0} opt-outs in this period follow no message within 72 h and belong to no campaign; counted by the time of the opt-out, not in the rates above.',
      ),
    ],
  };
}
