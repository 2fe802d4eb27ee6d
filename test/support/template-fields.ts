import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { createFormatter } from '../../src/render/format.ts';
import { viewReport } from '../../src/render/report-view.ts';

/** Every field that templates see of a report and that has something in it, by the section kind and its place. */
export function fieldsOf(model: ReportModel): ReadonlySet<string> {
  const format = createFormatter(model.locale, model.window.timezone);
  const pictures = new Map(model.sections.map((_, at) => [at, { cid: 'x', bytes: new Uint8Array() }]));
  const { sections, ...rest } = viewReport(model, format, { tableRows: 12, pictures });
  const found = new Set<string>();
  note(rest, 'report', found);
  for (const section of sections) note(section, section.html, found);
  return found;
}

function note(value: unknown, place: string, found: Set<string>): void {
  if (value === null || value === undefined || value === false || value === '') return;
  if (Array.isArray(value)) for (const one of value) note(one, `${place}[]`, found);
  else if (typeof value === 'object')
    for (const [key, one] of Object.entries(value)) note(one, `${place}.${key}`, found);
  else found.add(place);
}
