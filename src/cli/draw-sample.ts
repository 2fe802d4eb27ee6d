import { extname } from 'node:path';
import { readConfig } from '../config.ts';
import { Failure } from '../core/failure.ts';
import { parseLocale } from '../core/locale.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { shownText } from '../core/shown-text.ts';
import { writeWholeFile } from '../files/write-whole-file.ts';
import { csvOfReport } from '../render/csv.ts';
import { standalonePage } from '../render/page.ts';
import { type RenderedReport, renderReport } from '../render/render-report.ts';
import { loadSamples } from '../render/sample-reports.ts';
import { openTemplates } from '../render/templates.ts';
import type { CommandContext } from './context.ts';
import { watchTemplates } from './watch-templates.ts';

type Flags = { readonly out?: string; readonly locale?: string; readonly watch?: boolean };

const VIEWS: Readonly<Record<string, (model: ReportModel, rendered: RenderedReport) => string>> = {
  '.html': (_model, rendered) => standalonePage(rendered),
  '.txt': (_model, rendered) => rendered.text,
  '.json': (model) => `${JSON.stringify(model, null, 2)}\n`,
  '.csv': (model) => csvOfReport(model),
};

/** A sample report with the operator's files, written to a file; with `--watch` again and again. */
export async function drawSample(
  context: CommandContext,
  name: string | null,
  { out, locale, watch }: Flags,
): Promise<void> {
  const config = readConfig();
  const model = inLocale(sampleOf(name), locale);
  const to = out ?? 'preview.html';
  const view = VIEWS[extname(to).toLowerCase()];
  if (view === undefined)
    throw new Failure('bad-input', `--out: ${shownText(to)} must end with ${Object.keys(VIEWS).join(', ')}`);
  const render = (): Promise<RenderedReport> => renderReport(model, openTemplates(config));
  const put = async (rendered: RenderedReport): Promise<string> => {
    await writeWholeFile(to, view(model, rendered));
    return `${to}: ${rendered.subject}`;
  };
  if (watch === true)
    return watchTemplates(context, config.TEMPLATES_DIR, { render, write: out === undefined ? null : put });
  context.stderr(`${await put(await render())}\n`);
}

function sampleOf(name: string | null): ReportModel {
  const samples = loadSamples();
  const found = name === null ? samples.find((one) => one.name.startsWith('performance')) : null;
  const sample = found ?? samples.find((one) => one.name === name);
  if (sample !== undefined) return sample.model;
  const known = samples.map((one) => one.name).join(', ');
  throw new Failure('bad-input', `sample: ${shownText(name ?? '')} is none of ${known}`);
}

function inLocale(model: ReportModel, locale: string | undefined): ReportModel {
  return locale === undefined ? model : { ...model, locale: parseLocale(locale, '--locale') };
}
