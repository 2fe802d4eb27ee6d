import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentPlanJsonSchema, parseExperimentPlan } from '../../src/files/experiment-plan-file.ts';

const DOCS = join(import.meta.dirname, '../../docs');

const parse = (different: Readonly<Record<string, unknown>>): unknown =>
  parseExperimentPlan(JSON.stringify({ campaign: 'c', ...different }), 'p.yaml');

describe('a plan file of a test', () => {
  it('is understood as docs/experiments.md shows it, and that shows every key', () => {
    const text = readFileSync(join(DOCS, 'experiments.md'), 'utf8');
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(text) ?? [];
    const plan = parseExperimentPlan(yaml, 'docs');
    expect(plan).toMatchObject({ campaign: 'spring', shares: { a: 0.5, b: 0.5 }, control: 'a' });
    const committed = JSON.parse(readFileSync(join(DOCS, 'experiment-plan.schema.json'), 'utf8'));
    expect(Object.keys(plan).toSorted()).toEqual(Object.keys(committed.properties).toSorted());
  });

  it('has the JSON Schema that is committed', () => {
    const committed: unknown = JSON.parse(readFileSync(join(DOCS, 'experiment-plan.schema.json'), 'utf8'));
    expect(experimentPlanJsonSchema()).toEqual(committed);
  });

  it.each([
    [{ colour: 'red' }, 'p.yaml: colour: is not a known key; allowed are campaign, tested, theme, primary'],
    [{ windows: { days: 3 } }, 'p.yaml: windows.days: is not a known key; allowed are click_hours'],
    [{ guardrails: { margin: 3 } }, 'p.yaml: guardrails.margin: is not a known key; allowed are harm_margin'],
    [{ campaign: undefined }, 'p.yaml: campaign: must be text'],
    [{ tested: 'colour' }, 'p.yaml: tested: must be one of text, call-to-action'],
    [{ mde: 0 }, 'p.yaml: mde: must be above 0'],
    [{ planned_contacts: 1.5 }, 'p.yaml: planned_contacts: must be a whole number above 0'],
    [{ planned_rate: 1 }, 'p.yaml: planned_rate: must be between 0 and 1'],
    [{ shares: { a: 2 } }, 'p.yaml: shares.a: must be between 0 and 1'],
  ])('refuses %j in one line', (different, message) => {
    expect(() => parse(different)).toThrow(message);
  });

  it('refuses what is not YAML, and a key that stands twice', () => {
    expect(() => parseExperimentPlan('a: [', 'p.yaml')).toThrow('p.yaml: is not YAML');
    expect(() => parseExperimentPlan('campaign: a\ncampaign: b\n', 'p.yaml')).toThrow('p.yaml: is not YAML');
  });
});
