import type { App } from '../app.ts';

/** What a command may use. The app is opened on first use, so that `--help` needs no server. */
export type CommandContext = {
  app(): Promise<App>;
  /** like `app`, for commands that run before or around the migrations */
  appWithAnySchema(): Promise<App>;
  stdout(text: string): void;
  stderr(text: string): void;
  readonly isTerminal: boolean;
};
