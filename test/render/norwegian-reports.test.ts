import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { gluedWords, untranslated } from '../support/recorded-words.ts';

const templates = loadTemplates();
const MODELS = globSync('test/golden/{experiment,list-health,audience-health}.*.json').toSorted();

describe('a report in Norwegian', () => {
  it('is tried with every scenario of the reports on tests, list and audience', () => {
    expect(MODELS.length).toBeGreaterThanOrEqual(17);
  });

  it.each(MODELS.map((file) => basename(file, '.json')))(
    'of %s has no English words of ours',
    async (name) => {
      const model: ReportModel = JSON.parse(readFileSync(`test/golden/${name}.json`, 'utf8'));
      expect(gluedWords(model)).toEqual([]);
      expect(await untranslated(model, templates, 'nb')).toEqual([]);
    },
  );
});
