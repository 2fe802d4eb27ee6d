/**
 * Shape of the measured data: 150 blasts of 3 h and 50 drips of 90 days over a year, two variants each, 20 segments,
 * one contact for ten messages, nobody gets a campaign twice. Ids grow with time.
 */
export const DAY_S = 86_400;
/** 2026-11-01T00:00:00Z: no message of the base data is later */
export const END_S = 1_793_491_200;
export const DAYS = 365;
export const BLASTS = 150;
export const DRIPS = 50;
export const SEGMENTS = 20;
export const DRIP_DAYS = 90;
const BLAST_S = 3 * 3600;

/** Raise it when the same seed gives other rows. */
export const GENERATOR_VERSION = 1;

/** One sending of one campaign on one day. `first` counts the messages of the campaign before it. */
export type Sending = {
  readonly campaign: number;
  readonly startS: number;
  readonly durationS: number;
  readonly first: number;
  readonly count: number;
};

export type Shape = { readonly messages: number; readonly contacts: number; readonly seed: number };

export function shapeOf(messages: number, seed: number): Shape {
  return { messages, contacts: messages / 10, seed };
}

export function blastDay(index: number): number {
  return Math.floor((index * (DAYS - 2)) / BLASTS) + 1;
}

export function dripDay(index: number): number {
  return Math.floor((index * (DAYS - DRIP_DAYS)) / DRIPS);
}

/** Every third blast runs 17:00 to 20:00 UTC: midnight at +05:30 is 18:30 UTC and cuts it. */
export function blastHour(index: number): number {
  return index % 3 === 0 ? 17 : 6 + ((index * 7) % 10);
}

/** Sendings of the year, in the order of time by day. */
export function* yearSendings(shape: Shape): Generator<Sending> {
  const size = shape.messages / (BLASTS + DRIPS);
  const startS = END_S - DAYS * DAY_S;
  const perDay = size / DRIP_DAYS;
  for (let day = 0; day < DAYS; day += 1) {
    const at = startS + day * DAY_S;
    for (let index = 0; index < BLASTS; index += 1) {
      if (blastDay(index) !== day) continue;
      const blast = { startS: at + blastHour(index) * 3600, durationS: BLAST_S };
      yield { campaign: index + 1, ...blast, first: 0, count: size };
    }
    for (let index = 0; index < DRIPS; index += 1) {
      const age = day - dripDay(index);
      if (age < 0 || age >= DRIP_DAYS) continue;
      const first = Math.round(age * perDay);
      const count = Math.round((age + 1) * perDay) - first;
      yield { campaign: BLASTS + index + 1, startS: at, durationS: DAY_S, first, count };
    }
  }
}

/** A later day: three quarters in four new blasts, the rest in the 25 youngest drips. */
export function* batchSendings(shape: Shape, batch: number, size: number): Generator<Sending> {
  const at = END_S + batch * DAY_S;
  for (let index = 0; index < 4; index += 1) {
    const startS = at + (7 + 3 * index) * 3600;
    yield {
      campaign: batchCampaign(batch, index),
      startS,
      durationS: BLAST_S,
      first: 0,
      count: (size * 3) / 16,
    };
  }
  const each = size / 100;
  const before = shape.messages / (BLASTS + DRIPS) + batch * each;
  for (let index = DRIPS / 2; index < DRIPS; index += 1) {
    yield { campaign: BLASTS + index + 1, startS: at, durationS: DAY_S, first: before, count: each };
  }
}

export function batchCampaign(batch: number, index: number): number {
  return BLASTS + DRIPS + batch * 4 + index + 1;
}

/**
 * Seven days from midnight to midnight at +05:30, the UTC instants 18:30; the last blast of the first day and one of
 * the last day run across them.
 */
export function cutWeek(): { readonly fromS: number; readonly toS: number } {
  for (let index = 60; index < BLASTS; index += 3) {
    if (blastDay(index + 3) !== blastDay(index) + 7) continue;
    const fromS = END_S - DAYS * DAY_S + blastDay(index) * DAY_S + 18.5 * 3600;
    return { fromS, toS: fromS + 7 * DAY_S };
  }
  throw new RangeError('no week of the plan has a cut blast on both sides');
}
