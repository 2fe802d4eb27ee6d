import type { TrendSection } from '../core/reports/chart-model.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';
import type { Picture } from './trend-picture.ts';

/** The picture with its sentence for html, day by day for the text part. */
export function viewTrend(section: TrendSection, format: Formatter, picture: Picture | null) {
  return {
    alt: format.phrase(section.alt),
    cid: picture?.cid ?? null,
    points: section.points.map((point) =>
      nullPrototype({ day: format.day(point.day), said: describePoint(point, section.unit, format) }),
    ),
  };
}

type Point = TrendSection['points'][number];

function describePoint({ value, count }: Point, unit: TrendSection['unit'], format: Formatter): string {
  const n = format.figure({ kind: 'count', value: count });
  if (value === null)
    return count === 0 ? format.say('nothing to count') : format.say('too few (n = {0})', [n]);
  const shown = format.figure({ kind: unit, value });
  return unit === 'count' ? shown : `${shown} (n = ${n})`;
}
