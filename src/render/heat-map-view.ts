import type { HeatCell, HeatMapSection } from '../core/reports/chart-model.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Hours between two marks of the axis. */
const TICK = 6;
const SHADES = [1, 2, 3, 4, 5];
/** A full week of words to hover over is a tenth of what a mail may be, and few readers have a mouse. */
const MOST_HOVERED = 48;

/** Seven rows of shaded cells under a strip that marks the hours in which nothing should be sent. */
export function viewHeatMap(section: HeatMapSection, format: Formatter) {
  const cells = new Map(section.cells.map((cell) => [cell.hour, cell]));
  const shown = (cell: HeatCell): string =>
    `${format.figure({ kind: 'week-hour', hour: cell.hour })}: ${format.figure(cell.figure)}`;
  const hours = section.sendHours;
  const isHovered = section.cells.length <= MOST_HOVERED;
  return {
    intro: format.phrase(section.intro),
    unknown: format.phrase(section.unknown),
    note: format.phrase(section.note),
    ticks: HOURS.filter((hour) => hour % TICK === 0).map((hour) =>
      nullPrototype({ time: format.hour(hour), span: String(TICK) }),
    ),
    strip: hours === null ? null : stripOf(HOURS.map((hour) => isQuiet(hour, hours))),
    sendHours:
      hours === null
        ? null
        : format.say('Bar at the top: outside your hours for sending, {0} to {1}.', [
            format.hour(hours.from),
            format.hour(hours.to),
          ]),
    rows: DAYS.map((day) =>
      nullPrototype({
        day: format.weekday(day),
        cells: HOURS.map((hour) =>
          viewCell(cells.get(day * HOURS.length + hour), isHovered ? shown : null, format),
        ),
      }),
    ),
    scale: nullPrototype({
      low: format.figure(section.scale.low),
      high: format.figure(section.scale.high),
      shades: SHADES.map((shade) => `w${shade}`),
    }),
    hatched: section.cells.some(({ shade }) => shade === 0)
      ? format.say('Hatched: too few to read anything into it.')
      : null,
    listed: section.listed.flatMap((hour) => {
      const cell = cells.get(hour);
      return cell === undefined ? [] : [`${shown(cell)} (${format.phrase(cell.counts)})`];
    }),
  };
}

function viewCell(cell: HeatCell | undefined, shown: ((cell: HeatCell) => string) | null, format: Formatter) {
  if (cell === undefined) return nullPrototype({ look: null, isFew: false, told: null });
  const look = { look: `w${cell.shade}`, isFew: cell.shade === 0 };
  if (shown === null) return nullPrototype({ ...look, told: null });
  const counts = format.phrase(cell.counts);
  return nullPrototype({ ...look, told: counts === '' ? shown(cell) : `${shown(cell)}, ${counts}` });
}

function isQuiet(hour: number, { from, to }: NonNullable<HeatMapSection['sendHours']>): boolean {
  return from < to ? hour < from || hour >= to : hour < from && hour >= to;
}

type Run = { readonly span: string; readonly isQuiet: boolean };

/** Neighbours that are alike share a cell. */
function stripOf(quiet: readonly boolean[]): readonly Run[] {
  const starts = quiet.flatMap((one, at) => (at === 0 || one !== quiet[at - 1] ? [at] : []));
  return starts.map((start, at) =>
    nullPrototype({
      span: String((starts[at + 1] ?? quiet.length) - start),
      isQuiet: quiet[start] === true,
    }),
  );
}
