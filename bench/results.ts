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

export function figureTable(figures: readonly Figure[]): string {
  const head = '| figure | ours ms | raw ms | DuckDB ms | ratio | ask | met | note |';
  const lines = figures.map(({ name, oursMs, rawMs, duckMs, ratio, ask, isMet, note }) =>
    ['', name, number(oursMs), number(rawMs), number(duckMs), ratio, ask, verdict(isMet), note, '']
      .join(' | ')
      .trim(),
  );
  return [head, '|---|---|---|---|---|---|---|---|', ...lines].join('\n');
}

export function verdict(isMet: boolean | null): string {
  if (isMet === null) return '';
  return isMet ? 'yes' : '**no**';
}

function number(value: number | null): string {
  if (value === null) return '';
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

export type Results = {
  readonly engine: string;
  readonly messages: number;
  readonly facts: readonly string[];
  readonly figures: readonly Figure[];
  readonly profile: readonly string[];
};

export function resultsText({ engine, messages, facts, figures, profile }: Results): string {
  return [
    `# ${engine}, ${messages.toLocaleString('en')} messages`,
    '',
    'Written by `npm run bench`; see README.md for what is measured. Medians; ratios are ours over the other.',
    '',
    ...facts.map((fact) => `- ${fact}`),
    '',
    figureTable(figures),
    '',
    '## Where the time goes',
    '',
    ...profile,
    '',
  ].join('\n');
}
