import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/cli/context.ts';
import { printFailure } from '../../src/cli/print-failure.ts';
import { buildProgram } from '../../src/cli/program.ts';

class WouldOpen extends Error {}

/** The whole program, but for the servers: what is refused here is refused before anything is opened. */
async function run(words: readonly string[]): Promise<{ readonly exit: number; readonly stderr: string }> {
  let stderr = '';
  const open = async () => Promise.reject(new WouldOpen(`opened for ${words.join(' ')}`));
  const context: CommandContext = {
    app: open,
    appWithAnySchema: open,
    stdout: () => undefined,
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: false,
  };
  try {
    const program = await buildProgram(context, words);
    await program.parseAsync([...words], { from: 'user' });
    return { exit: 0, stderr };
  } catch (error) {
    if (error instanceof WouldOpen) throw error;
    if (error instanceof CommanderError) return { exit: error.exitCode === 0 ? 0 : 2, stderr };
    const exit = printFailure(error, false, (text) => {
      stderr += text;
    });
    return { exit, stderr };
  }
}

const report = (...words: string[]) => ['report', 'performance', ...words];
const next = (count: string) => ['schedules', 'next', '--count', count];
const ids = 'a-zA-Z0-9'.repeat(20);

const BAD: readonly (readonly [readonly string[], string])[] = [
  [['nope'], "unknown command 'nope'"],
  [['+4791234567'], "unknown command '+47******67'"],
  [[ids], `unknown command '${ids.slice(0, 40)}'`],
  [['doctor', '--colour'], "unknown option '--colour'"],
  [['doctor', 'extra'], "too many arguments for 'doctor'"],
  [['doctor', '+47 912 34 567'], "too many arguments for 'doctor'. Expected 0 arguments but got 1: +47"],
  [['doctor', ids], `got 1: ${ids.slice(0, 40)}`],
  [['doctor', '\u001b[2J\u202e'], 'got 1: ?[2J?'],
  [['--version=1'], "unknown option '--version=1'"],
  [report('--windw', 'x'), "unknown option '--windw' (Did you mean --window?)"],
  [report('--window'), "option '--window <kind>' argument missing"],
  [['report'], "missing required argument 'type'"],
  [['report', 'nope'], 'report: nope is not one of performance'],
  [['report', '__proto__'], 'report: __proto__ is not one of performance'],
  [['report', '+4791234567'], 'report: +47******67 is not one of performance'],
  [report('--window', 'LAST-DAY'), '--window: LAST-DAY is not one of last-hour'],
  [report('--window', 'last\nday'), '--window: last?day is not one of last-hour'],
  [report('--from', '2026-02-30', '--to', '2026-03-01'), 'from: 2026-02-30 is not a date such as 2026-11-16'],
  [report('--from', '2026-03-02', '--to', '2026-03-01'), 'to: 2026-03-01 is not after from 2026-03-02'],
  [report('--from', '2026-03-01'), 'from'],
  [report('--tz', 'Europe/Olso'), 'tz: Europe/Olso is not an IANA zone'],
  [report('--tz', 'UTC+2'), 'tz: UTC+2 is not an IANA zone'],
  [report('--tz', ''), 'tz: (empty) is not an IANA zone'],
  [report('--out', 'x.exe'), '--out: x.exe must end with .html'],
  [report('--out', ''), '--out: (empty) must end with .html'],
  [report('--out', `${ids}.exe`), `--out: ${ids.slice(0, 40)} must end with .html`],
  [report('--title', ' '), '--title: is empty'],
  [report('--title', 'x'.repeat(201)), '--title: is longer than 200 characters'],
  [report('--mail-to', 'a@x.no, b@x.no'), '--mail-to: "a@x.no, b@x.no" is not one address'],
  [report('--mail-to', 'a@x.no\r\nBcc: b@x.no'), '--mail-to: "a@x.no??Bcc: b@x.no" is not one address'],
  [['schedules', 'apply'], "missing required argument 'file'"],
  [['schedules', 'apply', '/nope.yaml'], '/nope.yaml: cannot be read (ENOENT)'],
  [['schedules', 'apply', '/'], '/: cannot be read (EISDIR)'],
  [['schedules', 'apply', 'a', 'b'], "too many arguments for 'apply'"],
  [['schedules', 'drop', 'x'], "unknown command 'drop'"],
  [next('abc'), '--count: abc is not 1-1000'],
  [next('0'), '--count: 0 is not 1-1000'],
  [next('-1'), '--count: -1 is not 1-1000'],
  [next('1e2'), '--count: 1e2 is not 1-1000'],
  [next('0x10'), '--count: 0x10 is not 1-1000'],
  [next('1.5'), '--count: 1.5 is not 1-1000'],
  [next('1001'), '--count: 1001 is not 1-1000'],
  [next(''), '--count: (empty) is not 1-1000'],
  [next('+4791234567'), '--count: +47******67 is not 1-1000'],
  [['runs', 'show'], "missing required argument 'run'"],
  [['runs', 'show', '-1'], 'run: -1 is not a number such as 12'],
  [
    ['runs', 'show', '1; DROP TABLE report_runs'],
    'run: 1; DROP TABLE report_runs is not a number such as 12',
  ],
  [['runs', 'list', '--state', 'sending!'], "'sending!' is invalid. Allowed choices are planned, running"],
  [['runs', 'list', '--limit', '1e2'], '--limit: 1e2 is not 1-1000'],
  [['runs', 'settle', '1', '--as', 'maybe'], "'maybe' is invalid. Allowed choices are sent, again"],
  [['enqueue'], "missing required argument 'report'"],
  [
    ['enqueue', 'performance', '--timeout', '0x10'],
    '--timeout: 0x10 is not a whole number of seconds, 1-86400',
  ],
  [['enqueue', 'performance', '--request-id', ''], 'requestId: must be 1-64 of'],
  [['enqueue', 'performance', '--request-id', '../x'], 'requestId: must be 1-64 of'],
  [['enqueue', 'performance', '--window', 'x'], '--window: x is not one of last-hour'],
  [['recipients', 'allow'], "missing required argument 'address'"],
  [['recipients', 'allow', 'a@x.no\nb@x.no'], 'address: "a@x.no?b@x.no" is not one address'],
  [['recipients', 'allow', '+4791234567'], 'address: "+47******67" has no @'],
  [['stats'], 'name a method'],
  [['stats', 'nope'], 'unknown method "nope"'],
  [['stats', '+4791234567'], 'unknown method "+47******67"'],
  [['parts', 'x'], "too many arguments for 'parts'"],
  [['suppressions', 'export', '--format', 'x'], "'x' is invalid. Allowed choices are csv"],
  [['recommendations', 'show', 'x'], 'id: x is not a whole number such as 17'],
  [['recommendations', 'approve'], 'ids: are missing; name ids, a filter such as --reason, or --all'],
  [['recommendations', 'apply', 'x'], 'ids: x is not an id such as 17 or 17@3'],
  [['users', 'add', 'anna'], "required option '--role <role>' not specified"],
  [['pull', '--since', 'x'], '--since: must be a day such as 2026-11-01'],
  [['migrate', 'sideways'], "too many arguments for 'migrate'"],
  [['worker', '--what'], "unknown option '--what'"],
];

describe('a command line of a careless or hostile hand', () => {
  it.each(BAD)('%j is one clear line and exit 2', async (words, line) => {
    const { exit, stderr } = await run(words);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^error: bad-input: [^\n]+\n$/);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd()).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(stderr).not.toMatch(/\+\d{8}/);
    expect(stderr.length).toBeLessThan(300);
  });

  it.each([[[]], [['schedules']], [['runs']], [['users']]])('%j alone shows the usage', async (words) => {
    const { exit, stderr } = await run(words);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^Usage: sms-reports/);
  });
});
