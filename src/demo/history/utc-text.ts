const MINUTES = Array.from(
  { length: 1440 },
  (_, minute) => `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:`,
);
const SECONDS = Array.from({ length: 60 }, (_, second) => `${two(second)}Z`);

/** Epoch seconds to `2026-11-16T08:00:00Z`. A history has millions of them, mostly of a few days. */
export function createUtcText(): (epochS: number) => string {
  const days = new Map<number, string>();
  return (epochS) => {
    const day = Math.floor(epochS / 86_400);
    let text = days.get(day);
    if (text === undefined) {
      text = Temporal.Instant.fromEpochMilliseconds(day * 86_400_000)
        .toString()
        .slice(0, 10);
      days.set(day, text);
    }
    const second = epochS - day * 86_400;
    return text + MINUTES[Math.floor(second / 60)] + SECONDS[second % 60];
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
