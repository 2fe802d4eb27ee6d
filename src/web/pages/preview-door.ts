import type { PageAnswer } from './page-answer.ts';
import { PAGE_REFUSALS } from './page-refusals.ts';

/** A preview reads every hour of its window: two at once leave the database to the reports that are due. */
const AT_ONCE = 2;
let inside = 0;

/** Refuses, and does not wait, when two are being made: whoever asked sees at once that it is busy. */
export async function enterPreview(work: () => Promise<PageAnswer>): Promise<PageAnswer> {
  if (inside >= AT_ONCE) return PAGE_REFUSALS.tooOften;
  inside += 1;
  try {
    return await work();
  } finally {
    inside -= 1;
  }
}
