import { type MessageBlock, OUTCOME } from '../../../core/findings/counting/block.ts';
import type { People } from '../../../core/findings/counting/people.ts';
import type { Db } from '../../connect.ts';
import type { Bounds } from '../bounds.ts';
import { overIds, PERSONS, type RangeOptions } from '../id-ranges.ts';
import { bindingsOf } from '../view.ts';
import { eachBlock } from './read-blocks.ts';
import { readLists } from './read-lists.ts';

const IS_PANEL = 1;
const BY_FIRST_MESSAGE = 2;
const MAY_BE_TEXTED = 4;

/** Everybody, four bytes each. Needs the blocks to be as the facts are. */
export async function readPeople(
  db: Db,
  { view, lastContact }: Bounds,
  options: RangeOptions = {},
): Promise<People> {
  const bindings = bindingsOf(view);
  const zones = new Map<string, number>();
  const people = {
    last: lastContact,
    isPanel: new Uint8Array(lastContact + 1),
    zone: new Uint16Array(lastContact + 1),
    isReachable: new Uint8Array(lastContact + 1),
  };
  let unknown = 0;
  await overIds(
    { step: 'contacts', last: lastContact, size: PERSONS },
    async (range) => {
      for (const [id, packed, zone] of await readLists(db, 'read-people', { ...bindings, ...range })) {
        const at = Number(id);
        const bits = Number(packed);
        people.isPanel[at] = bits & (IS_PANEL | BY_FIRST_MESSAGE);
        people.isReachable[at] = (bits & MAY_BE_TEXTED) > 0 ? 1 : 0;
        people.zone[at] = placeOf(zones, String(zone));
        if ((bits & BY_FIRST_MESSAGE) > 0) unknown += 1;
      }
    },
    options,
  );
  for (const [person] of await readLists(db, 'list-stopped', bindings))
    people.isReachable[Number(person)] = 0;
  if (unknown > 0) await settleUnknown(db, people.isPanel, Number(bindings['panelS']), options);
  return { ...people, zones: [...zones.keys()] };
}

function placeOf(zones: Map<string, number>, zone: string): number {
  const place = zones.get(zone) ?? zones.size;
  zones.set(zone, place);
  return place;
}

/** Somebody whose date of joining is not known joined with the first delivered message. */
async function settleUnknown(
  db: Db,
  isPanel: Uint8Array,
  panelS: number,
  options: RangeOptions,
): Promise<void> {
  const visit = ({ size, person, sentS, outcome }: MessageBlock): void => {
    for (let i = 0; i < size; i += 1) {
      const who = person[i] ?? 0;
      const isFirst = ((outcome[i] ?? 0) & OUTCOME.delivered) > 0 && (sentS[i] ?? 0) < panelS;
      if (isFirst && isPanel[who] === BY_FIRST_MESSAGE) isPanel[who] = IS_PANEL;
    }
  };
  await eachBlock(db, 'panel', { fromS: 0, toS: panelS - 1 }, visit, options);
  for (let who = 0; who < isPanel.length; who += 1) if (isPanel[who] === BY_FIRST_MESSAGE) isPanel[who] = 0;
}
