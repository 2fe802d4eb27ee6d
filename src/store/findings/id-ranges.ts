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
  options: RangeOptions = {},
): Promise<void> {
  const size = options.size ?? usual;
  const ranges = Array.from({ length: Math.ceil(last / size) }, (_, index) => ({
    after: index * size,
    upTo: (index + 1) * size,
  }));
  await overList(step, ranges, work, options);
}

/** The same over a list. */
export async function overList<T>(
  step: string,
  list: readonly T[],
  work: (one: T) => Promise<void>,
  { parallel = PARALLEL, onProgress }: RangeOptions = {},
): Promise<void> {
  const entries = list.entries();
  let done = 0;
  const drain = async (): Promise<void> => {
    for (const [, one] of entries) {
      await work(one);
      done += 1;
      await onProgress?.(step, done, list.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, list.length) }, drain));
}
