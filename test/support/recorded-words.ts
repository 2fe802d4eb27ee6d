import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { renderReport } from '../../src/render/render-report.ts';
import type { Templates } from '../../src/render/templates.ts';

/** Our own words that a report in this language had to leave in English. */
export async function untranslated(
  model: ReportModel,
  templates: Templates,
  code: string,
): Promise<readonly string[]> {
  const language = templates.languages.get(code);
  if (language === undefined) throw new Error(`there is no ${code}.json`);
  const missed = new Set<string>();
  const words = {
    get: (english: string): string | undefined => {
      const said = language.words.get(english);
      if (said === undefined && hasLetters(english.replace(/\{\d+\}/g, ''))) missed.add(english);
      return said;
    },
  };
  const languages = new Map([[code, { ...language, words }]]);
  await renderReport({ ...model, locale: code }, { ...templates, languages });
  return [...missed].toSorted();
}

/** Words that stand in a sentence as they are, so that no language can say them. */
export function gluedWords(model: ReportModel): readonly string[] {
  const found = new Set<string>();
  collect(model, found);
  return [...found].toSorted();
}

/** Lists of texts that are no sentences. */
const NO_PHRASES = new Set(['marks', 'recipients', 'brands']);
/** " Europe/Oslo" is a name. */
const ZONE = /^ [A-Z]\w+\/\w+$/;

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item !== 'string') collect(item, found);
      else if (hasLetters(item) && !ZONE.test(item)) found.add(item);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, field] of Object.entries(value)) if (!NO_PHRASES.has(key)) collect(field, found);
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}
