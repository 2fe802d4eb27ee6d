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
  /** when it was measured */
  readonly at?: string;
};

/** These subjects and those an earlier run measured and this one did not, by name. */
export function keepSubjects(file: string, measured: readonly Subject[]): readonly Subject[] {
  const before: readonly Subject[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const kept = before.filter(({ name }) => measured.every((one) => one.name !== name));
  const all = [...kept, ...measured.map((one) => ({ ...one, at }))].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  writeFileSync(file, JSON.stringify(all));
  return all;
}

/** `messages` null = the subjects have none in common. */
export function resultsText(engine: string, messages: number | null, subjects: readonly Subject[]): string {
  return [
    messages === null ? `# ${engine}` : `# ${engine}, ${messages.toLocaleString('en')} messages`,
    '',
    'Written by `npm run bench`; see README.md for what is measured. Medians; ratios are ours over the other.',
    '',
    ...subjects.flatMap(({ name, at, facts, figures }) => [
      `## ${name} (${at ?? ''} UTC)`,
      '',
      figureTable(figures),
      '',
      ...facts.map((fact) => `- ${fact}`),
      '',
    ]),
    ...profilesOf(subjects),
  ].join('\n');
}

function profilesOf(subjects: readonly Subject[]): readonly string[] {
  const lines = subjects.flatMap(({ profile }) => profile);
  return lines.length === 0 ? [] : ['## Where the time goes', '', ...lines, ''];
}
