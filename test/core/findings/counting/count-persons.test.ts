import { describe, expect, it } from 'vitest';
import type { MessageBlock } from '../../../../src/core/findings/counting/block.ts';
import { createPersonCounter } from '../../../../src/core/findings/counting/count-persons.ts';
import {
  expectedEarlier,
  expectedRecent,
  FIELD,
  fieldOf,
} from '../../../../src/core/findings/counting/counted-persons.ts';
import { DAY_SECONDS } from '../../../../src/core/findings/counting/people.ts';
import { seededRandom } from '../../../../src/core/findings/validation/poisson-draw.ts';

const PERSONS = 300;
const AS_OF_DAY = 20_000;
const asOfS = AS_OF_DAY * DAY_SECONDS + 5_000;
const moments = {
  asOfDay: AS_OF_DAY,
  asOfS,
  firstS: asOfS - 300 * DAY_SECONDS,
  matureS: asOfS - 2 * DAY_SECONDS,
  recentS: (AS_OF_DAY - 56) * DAY_SECONDS,
};
const rates = { click: (campaign: number, segment: number, week: number) => campaign + segment + week };

/** More messages than are looked at in one go. */
function block(seed: number, size = 2_500): MessageBlock {
  const random = seededRandom(seed);
  const whole = (below: number) => () => Math.floor(random() * below);
  const draw = (below: number) => Array.from({ length: size }, whole(below));
  return {
    size,
    campaigns: Uint32Array.from([3, 4, 9]),
    segments: Uint32Array.from([1, 1, 2]),
    person: Uint32Array.from(draw(PERSONS)),
    sentS: Uint32Array.from(draw(320), (days) => asOfS - days * DAY_SECONDS),
    pair: Uint16Array.from(draw(3)),
    dose: Uint16Array.from(draw(20)),
    hour: new Uint8Array(size),
    outcome: Uint8Array.from(draw(4)),
  };
}

/** What is known of each person, counted in slices that end at these numbers. */
function countIn(ends: readonly number[]) {
  const known: (readonly number[])[] = [];
  ends.forEach((to, place) => {
    const from = ends[place - 1] ?? 0;
    const counter = createPersonCounter(moments, { ...rates, optOut: rates.click }, { from, to });
    counter.add(block(1));
    counter.add(block(2));
    for (let who = 0; who < to - from; who += 1)
      known.push([
        ...Object.values(FIELD).map((field) => fieldOf(counter.persons, who, field)),
        expectedRecent(counter.persons, who),
        expectedEarlier(counter.persons, who),
      ]);
  });
  return known;
}

describe('persons counted from blocks', () => {
  it('are the same in slices of any size', () => {
    const whole = countIn([PERSONS]);
    const uneven = countIn([1, 120, 121, PERSONS]);
    const place = Object.keys(FIELD).indexOf('ownSegment');
    // segments are counted off anew in each slice
    const without = (list: typeof whole) => list.map((one) => one.toSpliced(place, 1));
    expect(without(uneven)).toEqual(without(whole));
  });

  it('hold what a plain loop over the messages adds up', () => {
    const expected = new Float64Array(PERSONS);
    const clicks = new Float64Array(PERSONS);
    for (const { size, person, sentS, pair, outcome, campaigns, segments } of [block(1), block(2)])
      for (let i = 0; i < size; i += 1) {
        const [who = 0, sent = 0, came = 0, at = 0] = [person[i], sentS[i], outcome[i], pair[i]];
        if (came % 2 === 0 || sent < moments.recentS || sent > moments.matureS) continue;
        const week = Math.floor((AS_OF_DAY - 1 - Math.floor(sent / DAY_SECONDS)) / 7);
        expected[who] = (expected[who] ?? 0) + rates.click(campaigns[at] ?? 0, segments[at] ?? 0, week);
        clicks[who] = (clicks[who] ?? 0) + (came === 3 ? 1 : 0);
      }
    const counted = countIn([PERSONS]);
    expect(counted.map((one) => one.at(-2))).toEqual([...expected]);
    expect(counted.map((one) => one[FIELD.clickedRecent])).toEqual([...clicks]);
    expect(Math.max(...expected)).toBeGreaterThan(0);
  });
});
