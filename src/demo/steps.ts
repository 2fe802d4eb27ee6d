export type DemoOutput = {
  /** one finished line */
  readonly line: (text: string) => void;
  /** what is going on now; replaces the one before; '' = nothing any more */
  readonly passing: (text: string) => void;
};

export type Steps = {
  /** Runs one step; `progress` is for what happens inside it. The last line says what came of it and how long it took. */
  readonly run: <T>(
    name: string,
    work: (progress: (text: string) => void) => Promise<T>,
    result: (value: T) => string,
  ) => Promise<T>;
  readonly seconds: () => number;
};

const WIDTH = 11;

export function createSteps(output: DemoOutput): Steps {
  const started = performance.now();
  return {
    seconds: () => (performance.now() - started) / 1000,
    run: async (name, work, result) => {
      const began = performance.now();
      const label = name.padEnd(WIDTH);
      output.passing(`  ${label} ...`);
      const value = await work((text) => output.passing(`  ${label} ${text}`));
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      output.passing('');
      output.line(`  ${label} ${result(value)} (${seconds} s)`);
      return value;
    },
  };
}

export function count(value: number): string {
  return value.toLocaleString('en');
}
