import { expect, test } from 'vitest';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import { makeArm, makeCounts, makePlan, makePlannedArm } from './make-test.ts';

const plan = makePlan({
  arms: [makePlannedArm('a', 0.5, { label: 'Link first' }), makePlannedArm('b', 0.5, { label: '' })],
});
const notesOf = (crossedOver: number): readonly string[] => {
  const arms = [
    makeArm('a', 5_000, 100, { rawClicking: 200 }),
    makeArm('b', 5_000, 100, { rawClicking: 200 }),
  ];
  return judgeTest(plan, makeCounts(arms, { crossedOver })).detail.notes;
};

test('one contact is, several are in two arms, and none is not worth a note', () => {
  expect(notesOf(1)).toContain('1 contact is in two arms and left out');
  expect(notesOf(2)).toContain('2 contacts are in two arms and left out');
  expect(notesOf(0).filter((note) => note.includes('two arms'))).toEqual([]);
});

test('an arm is named by its label, and by its id where it has none', () => {
  const said = notesOf(0).filter((note) => note.includes('by bots only'));
  expect(said.map((note) => note.split(':')[0])).toEqual(['Link first', 'b']);
});
