import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ReportModel } from '../src/core/reports/report-model.ts';
import { fieldsOf } from '../test/support/template-fields.ts';

/**
 * Chooses among the golden reports as few as have every field of all of them, and writes them to templates/samples. To be
 * run after the golden reports have changed.
 */
const OUT = 'templates/samples';
const models = globSync('test/golden/*.json').map((file) => {
  const text = readFileSync(file, 'utf8');
  const model: ReportModel = JSON.parse(text);
  return { name: basename(file, '.json'), text, fields: fieldsOf(model) };
});
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const left = new Set(models.flatMap(({ fields }) => [...fields]));
while (left.size > 0) {
  const gain = ({ fields }: { readonly fields: ReadonlySet<string> }): number =>
    [...fields].filter((field) => left.has(field)).length;
  const best = models.toSorted(
    (a, b) => gain(b) - gain(a) || a.text.length - b.text.length || a.name.localeCompare(b.name),
  )[0];
  if (best === undefined) break;
  for (const field of best.fields) left.delete(field);
  writeFileSync(join(OUT, `${best.name}.json`), best.text);
  process.stdout.write(`${best.name}\n`);
}
