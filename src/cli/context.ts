import type { App } from '../app.ts';

/** What a command may use. The app is opened on first use, so that `--help` needs no server. */
export type CommandContext = {
  readonly app: () => Promise<App>;
  /** like `app`, for commands that run before or around the migrations */
  readonly appWithAnySchema: () => Promise<App>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly isTerminal: boolean;
};
