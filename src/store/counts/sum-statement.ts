import { statement } from '../roll-up/statement.ts';
import { ADDED, lettered, letteredColumns, OF_FACTS, OF_SLOTS } from './measure-sql.ts';
import type { Range } from './owned-range.ts';
import { isCounted, isNamed, isOneOwner, type Key, type Source, type SumPart, startsOf } from './sum-part.ts';
import { textKeys } from './text-rows.ts';

type Table = {
  /** in `sql/counts/` */
  readonly file: string;
  readonly table: string;
  /** what the ranges are of */
  readonly time: string;
  /** key of a histogram */
  readonly cells?: string;
  /** false = has no money, and is read for counts alone */
  readonly hasCurrency?: boolean;
  /** columns of names */
  readonly named?: readonly [id: string, label: string, name: string];
};

const TABLES: Readonly<Record<Source, Table>> = {
  campaigns: cube('sum-cube', 'cube_campaigns'),
  variants: cube('sum-cube', 'cube_variants'),
  segments: cube('sum-cube', 'cube_segments'),
  cells: cube('sum-cube', 'cube_cells'),
  'campaign-days': cube('sum-cube', 'cube_campaign_days', 'day'),
  'segment-days': cube('sum-cube', 'cube_segment_days', 'day'),
  'campaign-half-hours': cube('sum-cube', 'cube_campaign_half_hours', 'half_hour'),
  'segment-quarter-days': cube('sum-cube', 'cube_segment_quarter_days', 'quarter_day'),
  'segment-hours': cube('sum-cube', 'cube_segment_hours', 'hour'),
  days: cube('sum-cube', 'cube_days', 'day'),
  slots: cube('sum-cube', 'cube_slots', 'slot'),
  'segment-slots': cube('sum-cube', 'cube_segment_slots', 'slot'),
  'send-hours': { ...cube('sum-cube', 'cube_send_hours'), hasCurrency: false },
  facts: { file: 'sum-facts', table: 'message_facts', time: 'f.sent_s' },
  'fact-revenue': { file: 'sum-fact-revenue', table: 'message_facts', time: 'f.sent_s' },
  times: times('cube_times', 'c.campaign_id'),
  'day-times': times('cube_day_times', 'c.campaign_id, c.day'),
  'segment-times': times('cube_segment_times', 'c.segment_id'),
  'segment-day-times': times('cube_segment_day_times', 'c.day, c.segment_id'),
  'fact-times': { file: 'time-facts', table: 'message_facts', time: 'f.sent_s' },
  'campaign-names': names('name-campaigns', 'campaigns', ['c.id', 'c.campaign_id', 'c.name']),
  'variant-names': names('name-variants', 'variants', ['v.id', 'v.variant_id', 'v.label']),
  'segment-names': names('name-segments', 'segments', ['c.id', 'c.segment_id', 'c.name']),
};

/** Read as they are: they have few rows, and thirty sums cost the server more than sending the rows. */
const SMALL: ReadonlySet<Source> = new Set(['campaigns', 'variants']);

/**
 * The SELECT of a part, with the columns of `SumRow` in their order, or one text. All values are our own numbers.
 * `campaign`: condition that stands for `IN (...)` of its campaigns, or before all others when it is of all, for a part
 * whose campaigns are not known yet.
 */
export function sumSql(part: SumPart, campaign: string | null = null): string {
  const { table, time } = TABLES[part.source];
  const alias = table === 'message_facts' ? 'f' : 'c';
  return templateOf(part)
    .replace('{{keys}}', () => keysOf(part))
    .replace('{{where}}', () => conditionOf(part, alias, time, campaign));
}

/** Rows with the columns of `SumRow` in one text, behind how many they are. */
export function rowsAsText(select: string): string {
  const row = "x.k1, ',', x.k2, ',', x.k3, ',', x.label, ',', x.value, ';'";
  return `SELECT CONCAT(COUNT(*), ' ', COALESCE(GROUP_CONCAT(${row} SEPARATOR ''), '')) FROM (${select}) x`;
}

function keysOf(part: SumPart): string {
  const { file, table, time } = TABLES[part.source];
  const isFact = table === 'message_facts';
  const measure = `${isFact ? 'm' : 'c'}.measure`;
  const k3 = file.startsWith('time') ? measure : rangeKey(part, time);
  const keys = part.keys.map((key) => columnOf(key, isFact ? 'f' : 'c'));
  return [...keys, k3].map((sql, at) => `${sql} AS k${at + 1}`).join(', ');
}

/** Filled in but for keys and condition; a report has dozens of parts of a few sources. */
const templates = new Map<string, string>();

function templateOf(part: SumPart): string {
  const name = `${part.source} ${part.isText} ${isOfOneVariants(part)} ${part.counts?.join(',') ?? ''}`;
  const known = templates.get(name) ?? fillTemplate(part);
  templates.set(name, known);
  return known;
}

function fillTemplate(part: SumPart): string {
  const { file, table, cells = '', named = null, hasCurrency = true } = TABLES[part.source];
  const currency = hasCurrency ? 'c.currency' : "''";
  const isGrouped = !SMALL.has(part.source);
  const fill: Readonly<Record<string, string>> = {
    table,
    currency,
    lettered: isGrouped ? lettered(ADDED, part.counts) : 'c.sums',
    cells,
    'fact-sums': lettered(OF_FACTS, part.counts),
    text: part.isText && isCounted(part) ? textOf(part, currency) : '',
    any: part.counts === undefined ? '' : `\n  AND ${letteredColumns(part.counts).any}`,
    names: named === null ? '' : namesOf(named, part.isText),
    group: isGrouped ? `\nGROUP BY k1, k2, k3${hasCurrency ? ', c.currency' : ''}` : '',
  };
  return statement(`counts/${part.isText ? textFile(part, file) : file}`).replaceAll(
    /\{\{([a-z0-9-]+)\}\}/g,
    (whole, marker: string) => fill[marker] ?? whole,
  );
}

function cube(file: string, table: string, time = ''): Table {
  return { file, table, time: `c.${time}` };
}

function times(table: string, cells: string): Table {
  return { file: 'time-cube', table, time: 'c.day', cells };
}

function names(file: string, table: string, named: NonNullable<Table['named']>): Table {
  return { file, table, time: '', named };
}

function isOfOneVariants({ source, campaigns }: SumPart): boolean {
  return source === 'variant-names' && campaigns?.length === 1;
}

function textFile(part: SumPart, file: string): string {
  if (isNamed(part)) return isOfOneVariants(part) ? 'name-variants-of-one' : file;
  return isCounted(part) ? 'text-cube' : 'text-times';
}

/** In one text behind their lengths: a name may hold whatever would divide it from the next. */
function namesOf([id, label, name]: NonNullable<Table['named']>, isText: boolean): string {
  if (!isText) return `${id} AS k1, 0 AS k2, 0 AS k3, ${label} AS label, ${name} AS value`;
  const lengths = `CHAR_LENGTH(${label}), ',', CHAR_LENGTH(${name})`;
  const list = `GROUP_CONCAT(${id}, ',', ${lengths}, ',', ${label}, ${name} SEPARATOR '')`;
  return `CONCAT(COUNT(*), ' ', COALESCE(${list}, '')) AS value`;
}

/** The cube's own keys, currency, sums; the end of a row is part of it, so that a text that was cut shows. */
function textOf(part: SumPart, currency: string): string {
  const keys = textKeys(part).map((key) =>
    key === 'day' || key === 'slot' ? `c.${key}` : columnOf(key, 'c'),
  );
  const all = part.source === 'slots' ? OF_SLOTS : 'c.sums';
  const counts = part.counts === undefined ? all : letteredColumns(part.counts).list;
  return `${[...keys, currency, counts].join(", ',', ")}, ';'`;
}

function rangeKey({ ranges }: SumPart, time: string): string {
  if (ranges === null || isOneOwner(ranges)) return '0';
  const starts = startsOf(ranges);
  // most windows have two ranges, and INTERVAL costs each row 0.3 us more than a comparison
  return starts.length === 1 ? `${time} >= ${starts[0]}` : `INTERVAL(${time}, ${starts.join(', ')})`;
}

function columnOf(key: Key, alias: 'c' | 'f'): string {
  switch (key) {
    case 'nothing':
      return '0';
    case 'hour':
      return `${alias}.send_hour % 24`;
    case 'week-hour':
      return `${alias}.send_hour`;
    case 'campaign':
    case 'variant':
    case 'segment':
      return `${alias}.${key}_id`;
    default:
      return key satisfies never;
  }
}

function conditionOf(
  { source, campaigns, segments, ranges }: SumPart,
  alias: 'c' | 'f',
  time: string,
  known: string | null,
): string {
  const column = `${alias}.${source === 'campaign-names' ? 'id' : 'campaign_id'}`;
  const ofCampaigns = campaigns === null ? null : `${column} ${known ?? `IN (${campaigns.join(', ')})`}`;
  const conditions = [
    ...(ofCampaigns === null ? [] : [ofCampaigns]),
    ...(campaigns === null && known !== null ? [known] : []),
    ...(segments === null ? [] : [`${alias}.segment_id IN (${segments.join(', ')})`]),
    ...(ranges === null
      ? []
      : [
          `(${merged(ranges)
            .map(({ from, to }) => `${time} >= ${from} AND ${time} < ${to}`)
            .join(' OR ')})`,
        ]),
  ];
  return conditions.length === 0 ? '1 = 1' : conditions.join(' AND ');
}

/** Ranges that touch are one. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const all: Range[] = [];
  for (const { from, to } of ranges) {
    const last = all.at(-1);
    if (last?.to === from) all[all.length - 1] = { from: last.from, to };
    else all.push({ from, to });
  }
  return all;
}
