import { describe, expect, test } from 'vitest';
import { fitEngagement } from '../../../../src/core/findings/engagement/fit-engagement.ts';
import type { Cell, History } from '../../../../src/core/findings/history.ts';
import { comparableRows } from '../../../../src/core/findings/segment-fatigue/comparable-rows.ts';
import { account, simulateHistory } from '../simulated-history.ts';

const HISTORY = simulateHistory({ seed: 'rows', weeks: 22, profiles: account([]) });
const FIT = fitEngagement(HISTORY.cells, 'clicks');
const shared = HISTORY.cells.find(
  ({ campaignId, segment }) =>
    segment === 'plain-12' && HISTORY.cells.filter((cell) => cell.campaignId === campaignId).length > 3,
);
const campaignId = shared?.campaignId ?? '';

const isOwn = (cell: Cell): boolean => cell.campaignId === campaignId && cell.segment === 'plain-12';
const isOther = (cell: Cell): boolean => cell.campaignId === campaignId && cell.segment !== 'plain-12';

function own(cells: readonly Cell[]) {
  const history: History = { ...HISTORY, cells };
  const row = comparableRows(history, FIT)
    .get('plain-12')
    ?.find(({ cell }) => cell.campaignId === campaignId);
  return { value: row?.value ?? Number.NaN, variance: row?.variance ?? Number.NaN };
}

const withClicks = (which: (cell: Cell) => boolean, more: number): readonly Cell[] =>
  HISTORY.cells.map((cell) => (which(cell) ? { ...cell, clicked: cell.clicked + more } : cell));
const alone = (cells: readonly Cell[]): readonly Cell[] => cells.filter((cell) => !isOther(cell));

describe('the content of a campaign', () => {
  test('is never read from the segment that is judged', () => {
    const inCompany = own(withClicks(isOwn, 20)).value - own(HISTORY.cells).value;
    const byItself = own(alone(withClicks(isOwn, 20))).value - own(alone(HISTORY.cells)).value;
    expect(inCompany).toBeGreaterThan(0.1);
    expect(inCompany).toBeCloseTo(byItself, 9);
  });

  test('is read from the others: what all of them clicked more is not the segment', () => {
    expect(own(withClicks(isOther, 20)).value).toBeLessThan(own(HISTORY.cells).value - 0.1);
  });

  test('is not known of a campaign nobody else got: such a row says less', () => {
    expect(own(alone(HISTORY.cells)).variance).toBeGreaterThan(own(HISTORY.cells).variance + 0.02);
    expect(own(alone(HISTORY.cells)).variance).toBeGreaterThan(FIT.contentVariance);
  });

  test('and the week are those of panels: newer contacts are no measure', () => {
    const newer = HISTORY.cells.map((cell) => ({ ...cell, isPanel: false, clicked: 0 }));
    expect(own([...HISTORY.cells, ...newer]).value).toBeCloseTo(own(HISTORY.cells).value, 12);
  });
});
