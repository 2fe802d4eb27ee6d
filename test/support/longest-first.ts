import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Those that take a quarter of a minute and more, longest first. Begun last, the longest would go on alone when
 * everything else is done; a checkout that never ran the tests knows no durations.
 */
const LONG = [
  'test/faults/faults.integration.test.ts',
  'test/pipelines/propose-equal.integration.test.ts',
  'test/pipelines/apply-killed.integration.test.ts',
  'test/readme-commands.integration.test.ts',
  'test/render/accessibility.integration.test.ts',
  'test/worker-killed.integration.test.ts',
  'test/pipelines/propose-cleaning.integration.test.ts',
  'test/worker-process.integration.test.ts',
  'test/web/pages/browser.integration.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rankOf(left) - rankOf(right));
  }
}

function rankOf({ moduleId, project }: TestSpecification): number {
  const at = LONG.indexOf(relative(project.config.root, moduleId));
  return at === -1 ? LONG.length : at;
}
