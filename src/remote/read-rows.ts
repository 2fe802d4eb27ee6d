import { FIGURES, type Figure, type PlatformFields } from '../core/platform-plan.ts';
import { type RowReading, textAt, timeAt } from './read-field.ts';
import { readPhoneOfRow } from './read-phone-of-row.ts';

export type PlatformOptOut = {
  /** E.164 */
  readonly phone: string;
  /** null = the row tells no time */
  readonly atMs: number | null;
};

export function readOptOut(row: unknown, fields: PlatformFields['optOut']): RowReading<PlatformOptOut> {
  const phone = readPhoneOfRow(row, fields);
  return phone.ok ? { ok: true, value: { phone: phone.value, atMs: timeAt(row, fields.at) } } : phone;
}

export type PlatformClick = {
  /** E.164 */
  readonly phone: string;
  readonly atMs: number;
  /** null = the platform gives none */
  readonly id: string | null;
  readonly url: string | null;
  readonly address: string | null;
};

export function readClick(row: unknown, fields: PlatformFields['click']): RowReading<PlatformClick> {
  const phone = readPhoneOfRow(row, fields);
  if (!phone.ok) return phone;
  const atMs = timeAt(row, fields.at);
  if (atMs === null) return { ok: false, reason: `has no time in ${fields.at.join(' or ')}` };
  const text = {
    id: textAt(row, fields.id),
    url: textAt(row, fields.url),
    address: textAt(row, fields.address),
  };
  return { ok: true, value: { phone: phone.value, atMs, ...text } };
}

export type PlatformRun = {
  readonly statid: string;
  readonly newsletterId: string | null;
  readonly name: string | null;
  readonly startedMs: number | null;
};

const ID = /^[1-9]\d{0,17}$/;

/** A run is told by its id alone, or as an object with more. */
export function readRun(row: unknown, fields: PlatformFields['run']): RowReading<PlatformRun> {
  const isBare = typeof row === 'number' || typeof row === 'string';
  const statid = isBare ? String(row).trim() : textAt(row, fields.id);
  if (statid === null || !ID.test(statid))
    return { ok: false, reason: `has no id of a run in ${fields.id.join(' or ')}` };
  if (isBare) return { ok: true, value: { statid, newsletterId: null, name: null, startedMs: null } };
  const newsletter = textAt(row, fields.newsletter);
  const value = {
    statid,
    newsletterId: newsletter !== null && ID.test(newsletter) ? newsletter : null,
    name: textAt(row, fields.name),
    startedMs: timeAt(row, fields.startedAt),
  };
  return { ok: true, value };
}

/** What of an answer of FetchStatsSMS can be read; a figure that is not there is left out. */
export function readStatistics(
  answer: unknown,
  fields: PlatformFields['statistics'],
): Readonly<Partial<Record<Figure, number>>> {
  const figures: Partial<Record<Figure, number>> = {};
  for (const figure of FIGURES) {
    const text = textAt(answer, fields[figure] ?? []);
    if (text !== null && /^\d{1,12}$/.test(text)) figures[figure] = Number(text);
  }
  return figures;
}
