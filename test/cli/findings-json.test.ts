import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findingsJson } from '../../src/cli/findings-json.ts';
import { validationJson } from '../../src/cli/validation-words.ts';
import { REASON_WORDS } from '../../src/core/reports/audience-health/segment-words.ts';
import { BUSY_AUDIENCE } from '../support/audience-health-scenarios.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const FILE = JSON.parse(readFileSync(join(DOCS, 'findings.schema.json'), 'utf8'));
const SCHEMA = z.fromJSONSchema(FILE);
const VALIDATIONS = z.fromJSONSchema({ ...FILE.$defs.validations, $defs: FILE.$defs });
const shown = findingsJson({ ...BUSY_AUDIENCE, known: 'now', naiveBestHour: 10 });

describe('docs/findings.schema.json', () => {
  it('is the shape of findings --json', () => {
    expect(SCHEMA.safeParse(shown).error?.issues).toBeUndefined();
  });

  it('says in short when to send, and names what is unlike the others as other programs do', () => {
    expect(shown).toMatchObject({
      send_time: {
        window: { from: 18, to: 20 },
        naive_best_hour: 10,
        by_segment: expect.arrayContaining([
          {
            segment_id: BUSY_AUDIENCE.findings.segments[0]?.segment,
            window: { from: 18, to: 20 },
            own: false,
          },
        ]),
      },
    });
    const { anomalies }: { anomalies: readonly { metric: string }[] } = JSON.parse(JSON.stringify(shown));
    expect(new Set(anomalies.map(({ metric }) => metric))).toEqual(new Set(['delivery', 'ctr']));
  });

  it('allows nothing that is not documented', () => {
    const more = { ...JSON.parse(JSON.stringify(shown)), more: 1 };
    expect(SCHEMA.safeParse(more).success).toBe(false);
    const wrong = JSON.parse(JSON.stringify(shown));
    wrong.segments[0].verdict = 'tired';
    expect(SCHEMA.safeParse(wrong).success).toBe(false);
  });

  it('names every reason there is', () => {
    expect(FILE.$defs.segment.properties.reason.enum.toSorted()).toEqual(
      Object.keys(REASON_WORDS).toSorted(),
    );
  });

  it('is the shape of findings validate --json', () => {
    const asOf = Temporal.Instant.from('2026-09-20T00:00:00Z');
    const over = { observed: 3, expected: 7.5, ratio: 0.4, interval: null };
    const validations = [
      validationJson({
        asOf,
        known: 'received',
        flagged: 4,
        unflagged: 9,
        strata: 1,
        clicks: over,
        optOuts: null,
      }),
    ];
    expect(VALIDATIONS.safeParse({ validations }).error?.issues).toBeUndefined();
  });
});

describe('docs/findings.md', () => {
  it('explains every reason', () => {
    const text = readFileSync(join(DOCS, 'findings.md'), 'utf8');
    for (const reason of Object.keys(REASON_WORDS)) expect(text).toContain(`\`${reason}\``);
  });
});
