import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One campaign, as a line of the journal. */
export type Entry = {
  readonly seed: number;
  readonly engine: string;
  /** commit of the sources, `+` = changed since */
  readonly code: string;
  readonly verdict: 'green' | 'red' | 'hung';
  readonly seconds: number;
  readonly figures: Readonly<Record<string, number>>;
  /** seconds by what was waited for */
  readonly waits: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
};

export type Journal = {
  readonly has: (seed: number) => boolean;
  readonly add: (entry: Entry) => void;
  readonly entries: () => readonly Entry[];
};

/** Lines of JSON over several calls; a seed counts once for each code and engine, by its last line. */
export function openJournal(path: string, code: string, engine: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const entries = (): readonly Entry[] => {
    const last = new Map<number, Entry>();
    for (const entry of readEntries(path))
      if (entry.code === code && entry.engine === engine) last.set(entry.seed, entry);
    return [...last.values()];
  };
  return {
    has: (seed) => entries().some((entry) => entry.seed === seed && entry.verdict === 'green'),
    add: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`),
    entries,
  };
}

/** A line that a kill cut short says nothing. */
function readEntries(path: string): readonly Entry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line): readonly Entry[] => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

/** What all of them sum up to; the peak is the highest. */
export function sumUp(entries: readonly Entry[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { figures } of entries)
    for (const [name, value] of Object.entries(figures)) {
      const before = sums.get(name) ?? 0;
      sums.set(name, name === 'peakMib' ? Math.max(before, value) : before + value);
    }
  return Object.fromEntries(sums);
}
