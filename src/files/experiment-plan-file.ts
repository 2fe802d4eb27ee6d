import { z } from 'zod';
import { TESTED_THINGS } from '../core/experiments/plan.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { readSmallFile } from './read-small-file.ts';
import { readYaml } from './read-yaml.ts';

const MOST_BYTES = 65_536;

const between = (least: number, most: number, words: string) =>
  z.number({ error: words }).gt(least, { error: words }).lt(most, { error: words });

const text = (most: number) =>
  z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'is empty' })
    .max(most, { error: `is longer than ${most} characters` });

const hours = z
  .int({ error: 'must be whole hours from 1 to 720' })
  .min(1, { error: 'must be whole hours from 1 to 720' })
  .max(720, { error: 'must be whole hours from 1 to 720' });

const margin = z
  .number({ error: 'must be a difference of rates from 0 to below 1' })
  .min(0, { error: 'must be a difference of rates from 0 to below 1' })
  .lt(1, { error: 'must be a difference of rates from 0 to below 1' });

const FILE = z.strictObject({
  campaign: text(64).describe('Id of the campaign that is the test.'),
  tested: z
    .enum(TESTED_THINGS, { error: `must be one of ${TESTED_THINGS.join(', ')}` })
    .optional()
    .describe('What differs between the arms.'),
  theme: text(100)
    .optional()
    .describe('Tests of one theme are pooled in the test memory: "call to action first or last".'),
  primary: text(40)
    .optional()
    .describe('What decides: click, conversion:KIND, revenue:KIND, opt-out or non-delivery.'),
  mde: between(0, 100, 'must be above 0, such as 0.1 for a tenth')
    .optional()
    .describe('Smallest relative difference that matters; 0.1 = a tenth.'),
  planned_contacts: z
    .int({ error: 'must be a whole number above 0' })
    .min(1, { error: 'must be a whole number above 0' })
    .optional()
    .describe('Contacts over all arms.'),
  planned_rate: between(0, 1, 'must be between 0 and 1, such as 0.02 for 2 %')
    .optional()
    .describe('What the primary outcome is expected to be.'),
  alpha: between(0, 0.5, 'must be between 0 and 0.5').optional().describe('Two-sided, all pairs together.'),
  split: z
    .enum(['random', 'quota'], { error: 'must be random or quota' })
    .optional()
    .describe('`quota` = shuffled and cut: any deviation beyond rounding is a fault.'),
  shares: z
    .record(text(64), between(0, 1, 'must be between 0 and 1'), { error: 'must be a map of variant ids' })
    .optional()
    .describe('Planned share of each arm by its variant id; left out = as the variants say, else equal.'),
  control: text(64).optional().describe('Variant id of the arm that is the reference.'),
  windows: z
    .strictObject({
      click_hours: hours.optional(),
      conversion_hours: hours.optional(),
      opt_out_hours: hours.optional(),
      delivery_hours: hours.optional(),
    })
    .optional()
    .describe('Hours after assignment (send-time tests: after sending) in which an outcome counts.'),
  guardrails: z
    .strictObject({
      harm_margin: margin.optional(),
      non_inferiority_margin: margin.optional(),
      cost_limit: between(0, 100, 'must be above 0, such as 0.1 for a tenth').optional(),
      strict: z.boolean({ error: 'must be true or false' }).optional(),
    })
    .optional()
    .describe('What an arm may not make worse.'),
});

export type ExperimentPlanFile = z.infer<typeof FILE>;

/** Throws one `bad-input` that names every problem, a line each. */
export async function readExperimentPlanFile(path: string): Promise<ExperimentPlanFile> {
  return parseExperimentPlan(await readSmallFile(path, { mostBytes: MOST_BYTES, code: 'bad-input' }), path);
}

export function parseExperimentPlan(content: string, name: string): ExperimentPlanFile {
  const parsed = FILE.safeParse(readYaml(content, name, 'bad-input'));
  if (parsed.success) return parsed.data;
  throw new Failure('bad-input', parsed.error.issues.map((issue) => `${name}: ${lineOf(issue)}`).join('\n'));
}

/** The JSON Schema of the file, for editors; committed as docs/experiment-plan.schema.json. */
export function experimentPlanJsonSchema(): unknown {
  return {
    title: 'plan of a test (sms-reports experiments plan --apply --plan FILE)',
    ...z.toJSONSchema(FILE, { io: 'input', target: 'draft-2020-12' }),
  };
}

type Issue = z.ZodError['issues'][number];

function lineOf(issue: Issue): string {
  const field = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => [field, shownText(key)].filter(Boolean).join('.'));
    return `${keys.join(', ')}: is not a known key; allowed are ${allowedIn(field).join(', ')}`;
  }
  return `${field === '' ? 'the file' : field}: ${issue.message.replace(/^Invalid input: /, '')}`;
}

function allowedIn(field: string): readonly string[] {
  const { windows, guardrails } = FILE.shape;
  switch (field) {
    case 'windows':
      return Object.keys(windows.unwrap().shape);
    case 'guardrails':
      return Object.keys(guardrails.unwrap().shape);
    default:
      return Object.keys(FILE.shape);
  }
}
