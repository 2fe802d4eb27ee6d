import type { Db } from '../connect.ts';

export type ZoneDay = { readonly timezone: string; readonly day: number };

const DAY_MS = 86_400_000;

/** Writes the offsets of these zones on these UTC days. A zone nobody knows is taken for UTC. */
export async function saveZoneDays(trx: Db, wanted: readonly ZoneDay[]): Promise<void> {
  if (wanted.length === 0) return;
  const rows = wanted.map(({ timezone, day }) => ({ timezone, day, ...offsetsOn(timezone, day) }));
  for (let first = 0; first < rows.length; first += 500) {
    await trx('zone_days')
      .insert(rows.slice(first, first + 500))
      .onConflict(['timezone', 'day'])
      .ignore();
  }
}

/** Most days a batch of new messages may span for its zone days to be made before; rare wider ones are filled after. */
const DAYS_AHEAD = 40;

/** Writes the offsets of every zone in use on these UTC days, both inclusive, so that new messages find theirs. */
export async function prepareZoneDays(
  trx: Db,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  if (to - from >= DAYS_AHEAD) return;
  const known: readonly { readonly timezone: string }[] = await trx('zone_days').distinct('timezone');
  const there: readonly ZoneDay[] = await trx('zone_days')
    .select('timezone', 'day')
    .whereBetween('day', [from, to]);
  const written = new Set(there.map(({ timezone, day }) => `${day} ${timezone}`));
  const wanted = known.flatMap(({ timezone }) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({ timezone, day: from + index })),
  );
  await saveZoneDays(
    trx,
    wanted.filter(({ timezone, day }) => !written.has(`${day} ${timezone}`)),
  );
}

type Offsets = {
  readonly offset_s: number;
  readonly change_s: number | null;
  readonly offset_after_s: number | null;
};

function offsetsOn(timezone: string, day: number): Offsets {
  const start = localTime(timezone, day);
  if (start === null) return { offset_s: 0, change_s: null, offset_after_s: null };
  const change = start.getTimeZoneTransition('next');
  const offset_s = start.offsetNanoseconds / 1e9;
  if (change === null || change.epochMilliseconds >= (day + 1) * DAY_MS) {
    return { offset_s, change_s: null, offset_after_s: null };
  }
  return {
    offset_s,
    change_s: Math.floor(change.epochMilliseconds / 1000),
    offset_after_s: change.offsetNanoseconds / 1e9,
  };
}

function localTime(timezone: string, day: number): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(day * DAY_MS).toZonedDateTimeISO(timezone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
