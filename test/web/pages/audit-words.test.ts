import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditWords } from '../../../src/web/pages/audit-words.ts';

const entry = {
  id: 1,
  at: Temporal.Instant.from('2026-11-24T10:00:00Z'),
  actor: 'web:ada',
  object: 'schedules.yaml',
  detail: null,
};

/** What the program writes into the audit log; of names that are put together, each that may come of it. */
const WRITTEN = [
  ...globSync('src/**/*.ts').flatMap((file) =>
    Array.from(
      readFileSync(file, 'utf8').matchAll(/\baction: '(erase|[a-z]+-[a-z-]+)'/g),
      ([, action = '']) => action,
    ),
  ),
  ...['create', 'change', 'remove', 'pause', 'resume'].map((action) => `schedule-${action}`),
  ...['goals', 'people'].map((block) => `${block}-change`),
  ...['apply', 'undo', 'apply-failed', 'undo-failed'].map((kind) => `batch-${kind}`),
  ...['approve', 'reject', 'snooze', 'expire', 'wake'].map((event) => `recommendation-${event}`),
  ...['enable', 'disable'].map((action) => `user-${action}`),
];

it.each([...new Set(WRITTEN)])('says what was done, not how the program calls it: %s', (action) => {
  const { what } = auditWords({ ...entry, action });
  expect(what).not.toBe(action.replaceAll('-', ' '));
  expect(what).toMatch(/^[a-z]/);
});

it('calls what it does not know by its name', () => {
  expect(auditWords({ ...entry, action: 'no-such-action' }).what).toBe('no such action');
});
