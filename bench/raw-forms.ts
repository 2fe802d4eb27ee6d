import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../src/store/connect.ts';
import { at } from './data/lines.ts';
import { type Answer, createFold, type Fold, type Row } from './fold.ts';
import type { Question } from './questions.ts';

/** One way to put a question to the raw tables. */
export type RawForm = { readonly name: string; readonly ask: () => Promise<Answer> };

type Columns = { readonly columns: readonly string[]; readonly of: (row: Row) => readonly string[] };
/** `times`: by what durations are asked; null = not at all. */
type Keys = Columns & { readonly times: Columns | null };

const AGE = "x.first_human_s - TIMESTAMPDIFF(SECOND, '1970-01-01', m.delivered_at)";
const NO_RECEIPT_AFTER_S = 72 * 3600;

/** Each is an honest way to get the same numbers; the fastest is the baseline. `nowS`: the clock of the roll-up. */
export function rawForms(db: Db, question: Question, nowS: number): readonly RawForm[] {
  const isSelective = question.campaign !== null || !question.isAllTime;
  const forms = [
    { name: 'sums', messages: askSums },
    { name: 'states', messages: askStates },
    ...(question.durations === 'none' ? [] : [{ name: 'one scan', messages: askOnce }]),
    ...(isSelective ? [{ name: 'rows', messages: askRows }] : []),
  ];
  return forms.map(({ name, messages }) => ({
    name,
    ask: async () => {
      const run = await runner(db, question, nowS);
      const fold = createFold();
      await messages(run, fold, keysOf(question));
      await askOutcomes(run, fold, keysOf(question), isSelective ? '-of-messages' : '');
      return fold.answer();
    },
  }));
}

type Run = (file: string, columns: readonly string[]) => Promise<readonly Row[]>;

async function runner(db: Db, question: Question, nowS: number): Promise<Run> {
  const where = await conditionOf(db, question);
  const silent = `'${at(nowS - NO_RECEIPT_AFTER_S)}'`;
  return async (file, columns) => {
    const names = columns.map((_, index) => `k${index + 1}`);
    const sql = readSql(file)
      .replaceAll('{{keys}}', columns.map((column, index) => `${column} AS k${index + 1}`).join(', '))
      .replaceAll('{{names}}', names.join(', '))
      .replaceAll('{{where}}', where)
      .replaceAll('{{age}}', question.durations === 'none' ? 'NULL' : AGE)
      .replaceAll(':silent', silent);
    const [rows] = await db.raw(sql);
    return rows;
  };
}

/** Campaigns by name, so that time is a range of the index (campaign, sent) in each: no other index has the time. */
async function conditionOf(db: Db, { campaign, isAllTime, window }: Question): Promise<string> {
  const from = at(window.from.epochMilliseconds / 1000);
  const to = at(window.to.epochMilliseconds / 1000);
  const time = isAllTime ? [] : [`m.sent_at >= '${from}' AND m.sent_at < '${to}'`];
  if (campaign !== null) return [`m.campaign_id = ${campaign}`, ...time].join(' AND ');
  if (isAllTime) return '1 = 1';
  const rows: readonly { readonly id: number }[] = await db('campaigns').select('id');
  return [`m.campaign_id IN (${rows.map(({ id }) => id).join(', ')})`, ...time].join(' AND ');
}

async function askSums(run: Run, fold: Fold, keys: Keys): Promise<void> {
  for (const row of await run('messages-sums', keys.columns)) fold.sums(keys.of(row), row);
  await askLatencies(run, fold, keys);
}

async function askStates(run: Run, fold: Fold, keys: Keys): Promise<void> {
  for (const row of await run('messages-states', keys.columns)) fold.messages(keys.of(row), row);
  await askLatencies(run, fold, keys);
}

async function askLatencies(run: Run, fold: Fold, { times }: Keys): Promise<void> {
  if (times === null) return;
  for (const row of await run('latencies', times.columns)) fold.latency(times.of(row), row);
}

async function askOnce(run: Run, fold: Fold, keys: Keys): Promise<void> {
  for (const row of await run('messages-once', keys.columns)) fold.messages(keys.of(row), row);
}

async function askRows(run: Run, fold: Fold, keys: Keys): Promise<void> {
  for (const row of await run('messages-rows', keys.columns)) fold.messages(keys.of(row), row);
}

async function askOutcomes(run: Run, fold: Fold, keys: Keys, start: '' | '-of-messages'): Promise<void> {
  for (const row of await run(`clicks${start}`, keys.columns)) fold.clicks(keys.of(row), row);
  for (const row of await run(`conversions${start}`, keys.columns)) fold.conversions(keys.of(row), row);
  for (const row of await run(`opt-outs${start}`, keys.columns)) fold.optOuts(keys.of(row), row);
}

function keysOf(question: Question): Keys {
  const keys = columnsOf(question);
  switch (question.durations) {
    case 'none':
      return { ...keys, times: null };
    case 'total':
      return { ...keys, times: { columns: ['0'], of: () => ['total '] } };
    case 'all':
      return { ...keys, times: keys };
    default:
      return question.durations satisfies never;
  }
}

function columnsOf({ by, campaign, window }: Question): Columns {
  switch (by) {
    case 'campaign':
      return { columns: ['m.campaign_id'], of: (row) => [`campaign c${Number(row['k1'])}`] };
    case 'variant':
      return { columns: ['m.variant_id'], of: (row) => [`variant v${Number(row['k1'])}`] };
    case 'segment':
      return { columns: ['m.segment_id'], of: (row) => [`segment s${Number(row['k1'])}`] };
    case 'whole': {
      // both zones of the questions have one offset all year
      const offset = window.from.toZonedDateTimeISO(window.timezone).offsetNanoseconds / 1e9;
      const day = `DATE_FORMAT(m.sent_at + INTERVAL ${offset} SECOND, '%Y-%m-%d')`;
      return {
        columns: ['m.variant_id', 'm.segment_id', day, 'm.send_hour % 24'],
        of: (row) => [
          'total ',
          `campaign c${campaign}`,
          `variant v${Number(row['k1'])}`,
          `segment s${Number(row['k2'])}`,
          ...(typeof row['k3'] === 'string' ? [`day ${row['k3']}`, `hour ${Number(row['k4'])}`] : []),
        ],
      };
    }
    default:
      return by satisfies never;
  }
}

const read = new Map<string, string>();

/** SQL of `bench/raw/<name>.sql` without its comments. */
export function readSql(name: string): string {
  const known = read.get(name);
  if (known !== undefined) return known;
  const sql = readFileSync(join(import.meta.dirname, 'raw', `${name}.sql`), 'utf8').replace(/^--.*\n/gm, '');
  read.set(name, sql);
  return sql;
}
