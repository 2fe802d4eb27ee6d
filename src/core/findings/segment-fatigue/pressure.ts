import type { SegmentReason } from '../findings.ts';
import type { DoseCell, HistorySegment } from '../history.ts';
import { clicksByBand, doseTrend, optOutsByBand } from './dose-trend.ts';

export type Dose = { readonly baseline: number; readonly recent: number };

/** Can the number of texts explain a change? `isPressed` false: why it cannot. */
export type Pressure = { readonly isPressed: boolean; readonly reason: SegmentReason };

/**
 * Texts as a possible cause (findings.md 2): the dose rose by a quarter and is not small, or it is high, or engagement falls
 * with the dose inside the segment. The first two need half of the panel's contacts, each counted once: a few people who
 * stand in several audiences must not speak for a segment that gets little (findings.md 11).
 */
export function pressureOn(
  dose: Dose | null,
  contacts: HistorySegment | null,
  cells: readonly DoseCell[],
): Pressure {
  const byDose = pressureOfDose(dose, contacts);
  return !byDose.isPressed && followsDose(cells) ? { isPressed: true, reason: 'dose-trend' } : byDose;
}

/** Pressure by how many texts there were, whatever came of them. */
export function pressureOfDose(dose: Dose | null, contacts: HistorySegment | null): Pressure {
  const { recent, baseline } = dose ?? { recent: 0, baseline: 0 };
  const isRaised = recent >= RAISED_TO && recent >= RAISED * baseline;
  if (isRaised && isMost(contacts, contacts?.raisedContacts))
    return { isPressed: true, reason: 'raised-dose' };
  if (recent >= HIGH && isMost(contacts, contacts?.highContacts))
    return { isPressed: true, reason: 'high-dose' };
  if (isRaised || recent >= HIGH) return { isPressed: false, reason: 'few-contacts-raised' };
  return { isPressed: false, reason: recent >= RAISED_TO ? 'dose-not-raised' : 'low-dose' };
}

function isMost(contacts: HistorySegment | null, count: number | undefined): boolean {
  return contacts !== null && contacts.panelContacts > 0 && (count ?? 0) >= HALF * contacts.panelContacts;
}

function followsDose(cells: readonly DoseCell[]): boolean {
  const clicks = doseTrend(clicksByBand(cells)) ?? 0;
  const optOuts = doseTrend(optOutsByBand(cells)) ?? 0;
  return clicks < -Z_ONE_PERCENT || optOuts > Z_ONE_PERCENT;
}

const RAISED = 1.25;
const RAISED_TO = 4;
const HIGH = 8;
const HALF = 0.5;
/** one-sided */
const Z_ONE_PERCENT = 2.3263478740408408;
