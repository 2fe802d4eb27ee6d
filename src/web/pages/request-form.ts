import type { Failure } from '../../core/failure.ts';
import { REPORTS, refusalOfFilter } from '../../core/reports/catalogue.ts';
import { REPORT_VARIANTS } from '../../core/reports/report-variants.ts';
import { WINDOW_KINDS } from '../../core/time/window-kinds.ts';
import type { Limits } from '../../pipelines/limit-to-brands.ts';
import { cleanText } from './figures.ts';
import { ownSchedules } from './own-reports.ts';
import type { SignedInCall } from './page-route.ts';
import { reportLocales } from './report-locales.ts';
import { WINDOWS } from './schedules-page.ts';
import { VARIANT_WORDS } from './variant-words.ts';

const FIELDS = [
  'report',
  'window',
  'from',
  'to',
  'tz',
  'campaigns',
  'segments',
  'brands',
  'tags',
  'variant',
  'locale',
] as const;

/** What a form says of a report, as it was typed. */
export type AskedForm = Readonly<Record<(typeof FIELDS)[number], string>>;

export const ASKED_FIELDS: readonly string[] = FIELDS;
const LONGEST = 2_000;

export function readAsked(given: (name: string) => string): AskedForm {
  const text = (name: (typeof FIELDS)[number]): string => given(name).trim().slice(0, LONGEST);
  return {
    report: text('report'),
    window: text('window'),
    from: text('from'),
    to: text('to'),
    tz: text('tz'),
    campaigns: text('campaigns'),
    segments: text('segments'),
    brands: text('brands'),
    tags: text('tags'),
    variant: text('variant'),
    locale: text('locale'),
  };
}

/** The same as a program would ask; whoever reads it checks it. */
export function requestOf(asked: AskedForm): Limits & { readonly report: string; readonly window: object } {
  const tz = asked.tz === '' ? 'UTC' : asked.tz;
  const isCustom = asked.window === 'custom' || (asked.window === '' && asked.from !== '');
  const lists = [
    ['campaignIds', asked.campaigns],
    ['segmentIds', asked.segments],
    ['brands', asked.brands],
    ['tags', asked.tags],
  ] as const;
  return {
    report: asked.report,
    window: isCustom
      ? { from: asked.from, to: asked.to, tz }
      : { kind: asked.window === '' ? 'last-week' : asked.window, tz },
    ...Object.fromEntries(lists.flatMap(([name, text]) => (text === '' ? [] : [[name, listOf(text)]]))),
    ...(asked.variant === '' || asked.variant === 'full' ? {} : { variant: asked.variant }),
  };
}

/** As an address has it, without what is empty. */
export function askedText(asked: AskedForm): string {
  return new URLSearchParams(
    FIELDS.flatMap((name) => (asked[name] === '' ? [] : [[name, asked[name]]])),
  ).toString();
}

/** "c1, c2" or a line each. */
export function listOf(text: string): readonly string[] {
  return [...new Set(text.split(/[\n,;]+/).map((one) => one.trim()))].filter(Boolean);
}

export function faultWords({ message }: Failure): string {
  const [line = ''] = message.split('\n');
  return cleanText(`${line.charAt(0).toUpperCase()}${line.slice(1)}.`);
}

/** What the fields of the form offer and hold. */
export async function requestForm(call: SignedInCall, asked: AskedForm): Promise<object> {
  const [first] = await ownSchedules(call);
  const { brands } = call.viewer;
  const offered = REPORTS.filter(({ type }) => brands === null || refusalOfFilter(type, 'brands') === null);
  const windows = [
    ...WINDOW_KINDS.map((kind) => [kind, WINDOWS[kind]] as const),
    ['custom', 'from and to'] as const,
  ];
  return {
    ownBrands: brands?.map(cleanText) ?? [],
    asked: { ...asked, tz: asked.tz === '' ? (first?.timezone ?? 'UTC') : asked.tz },
    reports: choices(
      offered.map(({ type, title }) => [type, title]),
      asked.report,
    ),
    windows: choices(windows, asked.window === '' ? 'last-week' : asked.window),
    variants: choices(
      REPORT_VARIANTS.map((one) => [one, VARIANT_WORDS[one]]),
      asked.variant === '' ? 'full' : asked.variant,
    ),
    languages: choices(
      reportLocales(call.needs.templates, []).map(({ locale, name }) => [locale, name]),
      asked.locale,
    ),
  };
}

function choices(values: readonly (readonly [string, string])[], chosen: string): readonly object[] {
  return values.map(([value, label]) => ({ value, label, isChosen: value === chosen }));
}
