import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One line of the results. Times in milliseconds. */
export type Figure = {
  readonly name: string;
  readonly oursMs: number | null;
  readonly rawMs: number | null;
  readonly duckMs: number | null;
  readonly ratio: string;
  readonly ask: string;
  /** null = nothing was asked */
  readonly isMet: boolean | null;
  readonly note: string;
};

function figureTable(figures: readonly Figure[]): string {
  const head = '| figure | ours ms | raw ms | DuckDB ms | ratio | ask | met | note |';
  const lines = figures.map(({ name, oursMs, rawMs, duckMs, ratio, ask, isMet, note }) =>
    ['', name, number(oursMs), number(rawMs), number(duckMs), ratio, ask, verdict(isMet), note, '']
      .join(' | ')
      .trim(),
  );
  return [head, '|---|---|---|---|---|---|---|---|', ...lines].join('\n');
}

function verdict(isMet: boolean | null): string {
  if (isMet === null) return '';
  return isMet ? 'yes' : '**no**';
}

function number(value: number | null): string {
  if (value === null) return '';
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

/** What one `--only` name gives. */
export type Subject = {
  readonly name: string;
  readonly facts: readonly string[];
  readonly figures: readonly Figure[];
  readonly profile: readonly string[];
};

/**
 * Puts what was measured into a file of results and gives its text. The file itself is what is known of other subjects: their
 * sections stay as they are, whoever measured them. `title`: `mariadb, 1,000,000 messages`.
 */
export function writeResults(file: string, title: string, measured: readonly Subject[]): string {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const text = resultsText(before, title, measured, new Date());
  writeFileSync(file, text);
  return text;
}

export function resultsText(
  before: string,
  title: string,
  measured: readonly Subject[],
  now: Pick<Date, 'toISOString'>,
): string {
  const at = now.toISOString().slice(0, 16).replace('T', ' ');
  const sections = new Map<string, string>();
  for (const section of before.split(/^(?=## )/m).slice(1)) {
    sections.set(/^## (.*) \([^)]* UTC\)$/m.exec(section)?.[1] ?? section, section.trim());
  }
  for (const subject of measured) sections.set(subject.name, sectionOf(subject, at));
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, section]) => section);
  return `${[`# ${title}`, INTRODUCTION, ...sorted].join('\n\n')}\n`;
}

const INTRODUCTION =
  'Written by `npm run bench`; see README.md for what is measured. Medians; ratios are ours over the other.';

function sectionOf({ name, facts, figures, profile }: Subject, at: string): string {
  return [
    `## ${name} (${at} UTC)`,
    figureTable(figures),
    ...(facts.length === 0 ? [] : [facts.map((fact) => `- ${fact}`).join('\n')]),
    ...(profile.length === 0 ? [] : [`### Where the time of ${name} goes`, profile.join('\n')]),
  ].join('\n\n');
}
