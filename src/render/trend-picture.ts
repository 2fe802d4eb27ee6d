import { createHash } from 'node:crypto';
import type { TrendSection } from '../core/reports/chart-model.ts';
import { drawTrend } from './chart.ts';
import type { Formatter } from './format.ts';

export type Picture = {
  /** Content-ID without angle brackets; follows from the content, so a report rendered again is the same. */
  readonly cid: string;
  readonly bytes: Uint8Array;
};

/** null when there are fewer than two days with a number: that is no trend. */
export async function pictureOfTrend(section: TrendSection, format: Formatter): Promise<Picture | null> {
  const measured = section.points.filter((point) => point.value !== null);
  if (measured.length < 2) return null;
  const last = measured.at(-1);
  const [highest] = measured.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const drawing = {
    values: section.points.map((point) => point.value),
    days: section.points.map((point) => format.day(point.day)),
    // few points carry all their numbers, many only the last and the highest one
    labels: section.points.map((point) =>
      point.value === null || (measured.length > MOST_LABELS && point !== last && point !== highest)
        ? ''
        : format.figure({ kind: section.unit, value: point.value }),
    ),
    top: axisTop(Math.max(...measured.map((point) => point.value ?? 0))),
    axisLabel: (value: number) => format.figure({ kind: section.unit, value }),
  };
  const { axisLabel, ...content } = drawing;
  const marks = [0, 0.5, 1].map((share) => axisLabel(content.top * share));
  const key = createHash('sha256')
    .update(JSON.stringify([VERSION, content, marks]))
    .digest('hex')
    .slice(0, 32);
  const known = CACHE.get(key);
  if (known !== undefined) return remember(key, known);
  const bytes = await drawTrend({ ...content, marks });
  return remember(key, { cid: `trend.${key}@sms-reports`, bytes });
}

/** Part of the cache key and of the content id: raise it when the drawing changes. */
const VERSION = 3;
const MOST_LABELS = 7;
const KEPT = 32;
// the same picture is asked for by every format of a run; Map keeps the order of use
const CACHE = new Map<string, Picture>();

function remember(key: string, picture: Picture): Picture {
  CACHE.delete(key);
  CACHE.set(key, picture);
  const oldest = CACHE.keys().next().value;
  if (CACHE.size > KEPT && oldest !== undefined) CACHE.delete(oldest);
  return picture;
}

/** The next round number whose half is round as well: 2, 4, 6, 8, 10 times a power of ten. */
function axisTop(largest: number): number {
  if (largest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= largest * 1.05) ?? 20;
  return step * power;
}
