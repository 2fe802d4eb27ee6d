import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Row, type Task, tasks } from './measure.ts';

export type VerdictsAsked = {
  readonly replicates: number;
  readonly seed: string;
  /** parts of names or groups of cells; null = all, and only then the results file is written */
  readonly cells: readonly string[] | null;
  readonly tell: (line: string) => void;
};

/**
 * Repeats tests whose truth is known and counts what the product says about them.
 *
 * @returns true when every cell keeps what is asked of it
 */
export function benchVerdicts({ replicates, seed, cells, tell }: VerdictsAsked): boolean {
  const chosen = tasks().filter((task) => isChosen(task, cells));
  const startedMs = performance.now();
  const rows = chosen.map((task) => {
    const before = performance.now();
    const row = task.run({ replicates, seed });
    tell(`${lineOf(row)} (${((performance.now() - before) / 1000).toFixed(1)} s)`);
    return row;
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const text = textOf(rows, { replicates, seed, seconds });
  if (cells === null) writeFileSync(join(import.meta.dirname, '../results-verdicts.md'), text);
  process.stdout.write(text);
  return rows.every(({ isMet }) => isMet !== false);
}

function isChosen({ group, cell }: Task, cells: readonly string[] | null): boolean {
  return cells === null || cells.some((part) => cell.includes(part) || group.includes(part));
}

function textOf(
  rows: readonly Row[],
  { replicates, seed, seconds }: { replicates: number; seed: string; seconds: number },
): string {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const failed = rows.filter(({ isMet }) => isMet === false).length;
  return [
    '# Verdicts',
    '',
    `Written by \`npm run bench -- --only verdicts --replicates ${replicates} --seed ${seed}\` in ${seconds.toFixed(0)} s, one core.`,
    'What is counted is what a report would have said at any of 20 looks. Limits are one-sided 99 % limits of the rate.',
    failed === 0 ? 'All cells keep what is asked.' : `**${failed} cells do not keep what is asked.**`,
    '',
    ...groups.flatMap((group) => [
      `## ${group}`,
      '',
      ...tableOf(rows.filter((row) => row.group === group)),
      '',
    ]),
  ].join('\n');
}

function tableOf(rows: readonly Row[]): readonly string[] {
  return [
    '| cell | contacts | replicates | rate | limit | ask | met |',
    '|---|--:|--:|--:|--:|--:|---|',
    ...rows.map(lineOf),
  ];
}

function lineOf({ cell, contacts, replicates, rate, limit, ask, isMet }: Row): string {
  const met = isMet === null ? '' : isMet ? 'yes' : '**no**';
  const asked = ask === null ? '' : `${ask >= 0.5 ? '≥' : '≤'} ${percent(ask)}`;
  const numbers = [
    contacts.toLocaleString('en'),
    replicates.toLocaleString('en'),
    percent(rate),
    percent(limit),
  ];
  return `| ${[cell, ...numbers, asked, met].join(' | ')} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share >= 0.1 ? 1 : 3)} %`;
}
