/** Ids above `after`, up to `upTo`. */
export type IdRange = { readonly after: number; readonly upTo: number };

export type RangeOptions = {
  /** ids a statement looks at; default: as many as a statement takes in seconds */
  readonly size?: number;
  /** statements under way at once, each on its own connection */
  readonly parallel?: number;
  /** told after each range */
  readonly onProgress?: (step: string, done: number, of: number) => Promise<void>;
};

/** Contacts, and messages, a statement looks at; it ends long before a statement's limit. */
export const PERSONS = 25_000;
export const MESSAGES = 500_000;

const PARALLEL = 2;

export type Ranges = { readonly step: string; readonly last: number; readonly size: number };

/** Runs `work` over all ids up to `last`, range by range, several at once. */
export async function overIds(
  { step, last, size: usual }: Ranges,
  work: (range: IdRange) => Promise<void>,
  { parallel = PARALLEL, onProgress, size: asked }: RangeOptions = {},
): Promise<void> {
  const size = asked ?? usual;
  const count = Math.ceil(last / size);
  let next = 0;
  let done = 0;
  const drain = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work({ after: index * size, upTo: (index + 1) * size });
      done += 1;
      await onProgress?.(step, done, count);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, count) }, drain));
}
