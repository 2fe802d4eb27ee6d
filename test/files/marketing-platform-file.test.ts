import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { campaignOfRun, DEFAULT_FIELDS } from '../../src/core/platform-plan.ts';
import {
  marketingPlatformJsonSchema,
  parseMarketingPlatformFile,
  readMarketingPlatformFile,
} from '../../src/files/marketing-platform-file.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const PAGE = readFileSync(join(DOCS, 'marketing-platform.md'), 'utf8');
const [, EXAMPLE = ''] = /```yaml\n([^`]+)```/.exec(PAGE) ?? [];

function problemsOf(content: string): readonly string[] {
  try {
    parseMarketingPlatformFile(content, 'mp.yaml');
    return [];
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-config') return error.message.split('\n');
    throw error;
  }
}

describe('the file', () => {
  it('of the documentation is read', () => {
    const plan = parseMarketingPlatformFile(EXAMPLE, 'mp.yaml');
    expect(plan).toMatchObject({
      segments: ['7'],
      newsletters: ['311'],
      followDays: 14,
      firstDays: 3_650,
      marginMinutes: 60,
      requestsPerMinute: 240,
    });
    expect(plan.fields).toMatchObject({
      ...DEFAULT_FIELDS,
      run: { ...DEFAULT_FIELDS.run, name: ['newslettername'] },
      optOut: { prefix: ['mobile_prefix'], number: ['mobile_number'] },
      click: { ...DEFAULT_FIELDS.click },
      statistics: { sent: ['totals.sent'], opt_outs: ['unsubscribes'] },
    });
    const of = (statid: string, newsletterId: string | null) =>
      campaignOfRun({ statid, newsletterId }, plan.campaigns);
    expect(of('90210', '311')).toBe('autumn-1');
    expect(of('5', '311')).toBe('autumn');
    expect(of('5', null)).toBe('mp-5');
  });

  it('has every key in the documentation, and its schema beside it', () => {
    const committed: unknown = JSON.parse(readFileSync(join(DOCS, 'marketing-platform.schema.json'), 'utf8'));
    const schema = marketingPlatformJsonSchema();
    expect(schema).toEqual(committed);
    const { properties } = schema as { properties: Record<string, unknown> };
    for (const key of Object.keys(properties)) expect(PAGE).toContain(`\`${key}\``);
  });

  it('may be absent: then a run is no campaign of ours, and no figure of statistics is guessed', async () => {
    const plan = await readMarketingPlatformFile(null);
    expect(plan.fields).toEqual(DEFAULT_FIELDS);
    expect(plan.fields.statistics).toEqual({});
    expect(campaignOfRun({ statid: '1', newsletterId: '2' }, plan.campaigns)).toBeNull();
  });

  it('with a pattern of the newsletter leaves runs without one alone', () => {
    const { campaigns } = parseMarketingPlatformFile('campaigns: { pattern: "n{newsletterid}" }', 'mp.yaml');
    expect(campaignOfRun({ statid: '1', newsletterId: '2' }, campaigns)).toBe('n2');
    expect(campaignOfRun({ statid: '1', newsletterId: null }, campaigns)).toBeNull();
    expect(campaignOfRun({ statid: 'constructor', newsletterId: null }, campaigns)).toBeNull();
  });

  it('tells every problem at once, a line each', () => {
    expect(
      problemsOf(
        [
          'segments: [x]',
          'newsletters: 7',
          'campaigns: { runs: { a: b }, pattern: "{listid}" }',
          'follow_days: 0',
          'requests_per_minute: 1000',
          'click: { when: clicktime }',
          'statistics: { sent: "a b" }',
          'token: secret-in-the-wrong-place',
        ].join('\n'),
      ),
    ).toEqual([
      'mp.yaml: segments.0: must be an id: digits',
      'mp.yaml: newsletters: must be a list of ids',
      'mp.yaml: campaigns.runs.a: must be an id: digits',
      'mp.yaml: campaigns.pattern: must hold {statid} or {newsletterid} once',
      'mp.yaml: follow_days: must be a whole number from 1 to 365',
      'mp.yaml: requests_per_minute: must be a whole number from 1 to 240',
      expect.stringContaining('mp.yaml: click'),
      expect.stringContaining('mp.yaml: statistics.sent'),
      'mp.yaml: the file: unknown key token',
    ]);
  });

  it('that is no map, no YAML, twice the same key or not there is refused', async () => {
    expect(problemsOf('- 1')).toHaveLength(1);
    expect(problemsOf('segments: [')[0]).toMatch(/is not YAML/);
    expect(problemsOf('follow_days: 1\nfollow_days: 2')[0]).toMatch(/is not YAML/);
    await expect(readMarketingPlatformFile('/no/such.yaml')).rejects.toThrow(
      /MARKETING_PLATFORM_FILE: .*ENOENT/,
    );
  });
});
