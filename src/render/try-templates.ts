import { Failure } from '../core/failure.ts';
import { checkFields } from './check-fields.ts';
import { HTML_LIMIT } from './fit-html.ts';
import { createFormatter, type Formatter } from './format.ts';
import { inlineCss } from './inline-css.ts';
import { ENGLISH } from './language.ts';
import { type ReportView, viewReport } from './report-view.ts';
import { loadSamples, type SampleReport } from './sample-reports.ts';
import type { Templates } from './templates.ts';
import type { Picture } from './trend-picture.ts';

const ROWS = 12;

/**
 * Tries templates of an operator with every sample report, in every language: a field that is not there is found now and
 * not on Monday at 8. Throws `bad-config` with file and line, or the report that cannot be drawn.
 */
export function tryTemplates(
  templates: Templates,
  folder: string,
  samples: readonly SampleReport[] = loadSamples(),
): void {
  const languages = [ENGLISH, ...templates.languages.values()];
  const drawn = samples.flatMap((sample) =>
    languages.map((language) => {
      const { model } = sample;
      const format = createFormatter(model.locale, model.window.timezone, language);
      return { sample, format, views: viewsOf(model, format) };
    }),
  );
  const views = drawn.flatMap((one) => one.views);
  for (const entry of ['report.html', 'report.text', 'subject'])
    checkFields(templates.programs, entry, views);
  for (const one of drawn) for (const view of one.views) draw(templates, folder, one, view);
}

/** With its pictures and without: a trend of one day has none. */
function viewsOf(model: SampleReport['model'], format: Formatter): readonly ReportView[] {
  const picture: Picture = { cid: 'sample@sms-reports', bytes: new Uint8Array() };
  const pictures = new Map(model.sections.map((_, at) => [at, picture] as const));
  const page = { url: 'https://example.com/', label: ['Read'], said: ['for a week'] };
  const onTheWeb = { ...model, footer: { ...model.footer, page } };
  return [
    viewReport(onTheWeb, format, { tableRows: ROWS, pictures }),
    viewReport(model, format, { tableRows: 0, pictures: new Map() }),
  ];
}

function draw(
  templates: Templates,
  folder: string,
  { sample, format }: { readonly sample: SampleReport; readonly format: Formatter },
  view: ReportView,
): void {
  const refuse = (what: string, cause?: unknown): never => {
    throw new Failure('bad-config', `${folder}: the sample report ${sample.name} ${what}`, { cause });
  };
  try {
    templates.text(view, format.say);
    templates.subject(view, format.say);
    const html = inlineCss(templates.html(view, format.say), templates.css);
    const size = new TextEncoder().encode(html).length;
    if (size > HTML_LIMIT)
      refuse(`has ${size} bytes of html with ${ROWS} rows a table, at most ${HTML_LIMIT} allowed`);
  } catch (error) {
    if (error instanceof Failure) throw error;
    refuse(`cannot be drawn: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}
