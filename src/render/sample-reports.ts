import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { ReportModel } from '../core/reports/report-model.ts';

/** A report to try templates with: between them the samples have every section and every field there is. */
export type SampleReport = { readonly name: string; readonly model: ReportModel };

const FOLDER = join(import.meta.dirname, '../../templates/samples');

/** By name. `scripts/template-samples.ts` chooses them among the golden reports. */
export function loadSamples(folder: string = FOLDER): readonly SampleReport[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    return files.toSorted().map((file) => ({
      name: file.slice(0, -'.json'.length),
      model: JSON.parse(readFileSync(join(folder, file), 'utf8')),
    }));
  } catch (cause) {
    throw new Failure('bad-config', `templates: cannot read the samples in ${folder}`, { cause });
  }
}
