import type { Db } from '../src/store/connect.ts';
import { assertEqual } from './assert-equal.ts';
import type { Duck } from './duckdb.ts';
import { inTurns, median, timed, warmUp } from './measure.ts';
import { askOurs } from './ours.ts';
import { QUESTIONS, type Question } from './questions.ts';
import { rawForms } from './raw-forms.ts';
import type { Figure } from './results.ts';

export type ReportsRequest = {
  readonly db: Db;
  /** null = not compared */
  readonly duck: Duck | null;
  readonly messages: number;
  /** clock of the roll-up, epoch seconds */
  readonly nowS: number;
  readonly rounds: number;
  readonly tell: (line: string) => void;
};

/** Reports from cubes against the best raw form and DuckDB, on one warm connection; nothing counts before all agree. */
export async function benchReports(request: ReportsRequest): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const question of QUESTIONS) {
    const figure = await benchQuestion(request, question);
    request.tell(
      `${figure.name}: ours ${figure.oursMs?.toFixed(2)} ms, raw ${figure.rawMs?.toFixed(1)} ms (${figure.note})`,
    );
    figures.push(figure);
  }
  return figures;
}

async function benchQuestion(request: ReportsRequest, question: Question): Promise<Figure> {
  const { db, duck, nowS, rounds, messages } = request;
  const { best, note } = await bestRaw(request, question);
  const sides = [
    // the end of a snapshot, which nobody waits for
    { name: 'ours', run: () => askOurs(db, question), settle: async () => db.raw('DO 0') },
    { name: 'raw', run: best },
    ...(duck === null ? [] : [{ name: 'duck', run: () => duck.ask(question, nowS) }]),
  ];
  await warmUp(sides);
  const times = await inTurns(sides, rounds);
  const of = (name: string): number => median(times.get(name)?.all ?? []);
  const [ours, raw] = [of('ours'), of('raw')];
  const first = median(times.get('ours')?.first ?? []);
  const { at1M, at10M, from } = question.ask;
  const ask = messages >= 5_000_000 ? at10M : at1M;
  return {
    name: question.title,
    oursMs: ours,
    rawMs: raw,
    duckMs: duck === null ? null : of('duck'),
    ratio: `1/${(raw / ours).toFixed(raw / ours < 10 ? 1 : 0)}`,
    ask: ask === null ? '' : `1/${ask} (${from})`,
    isMet: ask === null ? null : raw / ours >= ask,
    note: `${note}; right after a scan ${first.toFixed(2)} = 1/${(raw / first).toFixed(raw / first < 10 ? 1 : 0)}`,
  };
}

/** The fastest of the forms, each asked twice after it was found equal; the first run only warms up. */
async function bestRaw(
  { db, duck, nowS }: ReportsRequest,
  question: Question,
): Promise<{ best: () => Promise<unknown>; note: string }> {
  const ours = await askOurs(db, question);
  if (duck !== null) assertEqual(question, ours, await duck.ask(question, nowS), 'DuckDB');
  const tried: { readonly name: string; readonly ms: number; readonly ask: () => Promise<unknown> }[] = [];
  for (const { name, ask } of rawForms(db, question, nowS)) {
    assertEqual(question, ours, await ask(), `raw, ${name}`);
    tried.push({ name, ask, ms: await timed(ask) });
  }
  const [best] = tried.toSorted((a, b) => a.ms - b.ms);
  if (best === undefined) throw new Error('a question without a raw form');
  const note = tried.map(({ name, ms }) => `${name} ${ms.toFixed(0)}`).join(', ');
  return { best: best.ask, note: `raw: ${best.name}; once: ${note}` };
}
