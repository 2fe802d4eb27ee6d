import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../src/config.ts';
import { FAILURES } from '../src/core/failure.ts';
import { METRICS } from '../src/core/metrics/catalogue.ts';

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');

/** Why each dependency is here; a package without a line, or a line without a package, fails the test. */
const REASONS: Readonly<Record<string, string>> = {
  '@resvg/resvg-js': 'turns the chart into a PNG with our own font, the same pixels everywhere',
  bullmq: 'the queue: wake-ups, concurrency, ad-hoc jobs from any producer',
  commander: 'the command line',
  'csv-parse': 'reads CSV as RFC 4180 means it',
  'csv-stringify': 'writes the CSV beside a report',
  'dejavu-fonts-ttf': 'the font of the pictures',
  echarts: 'draws the trend on the server',
  fastify: 'hooks of providers, review pages, health and metrics',
  handlebars: 'the templates of the mail',
  ioredis: "BullMQ's Redis client",
  cephes: 'special functions of the statistics: gamma, beta, normal and chi-square tails',
  isbot: 'knows the user agents of scanners and previews',
  juice: 'puts the style sheet into the mail',
  knex: 'migrations, pool, simple queries',
  'libphonenumber-js': 'numbering plans: is it a number, of which kind and country',
  mailparser: 'lets the mail catcher read what it caught',
  mysql2: 'the MySQL and MariaDB driver',
  node: 'Node 26 through npm, whatever the machine has',
  nodemailer: 'the SMTP conversation',
  saxes: 'reads the XML of providers that send it in one strict pass, without entities',
  'smtp-server': 'the mail catcher of the demo and the tests',
  yaml: 'schedules.yaml and sms-reports.yaml',
  zod: 'closed schemas for settings, payloads and schedules',

  '@biomejs/biome': 'format and lint of the source, in one fast pass',
  '@duckdb/node-api': 'the other database of the benches',
  '@types/node': "Node's types",
  'axe-core': 'looks for barriers in mails and pages, in a real browser',
  knip: 'finds code and exports that nobody uses',
  oxlint: 'lints by types, with the TypeScript of today',
  'oxlint-tsgolint': "oxlint's eyes for types",
  'postal-mime': 'reads our mails without sharing code with what writes them',
  typescript: 'the compiler, for checking only',
  vitest: 'the tests',
};

/** The README with its generated tables as the code has them now. */
export function currentReadme(): string {
  const tables: Readonly<Record<string, string>> = {
    settings: table(
      ['setting', 'default', 'meaning'],
      SETTINGS.map((one) => [`\`${one.name}\``, defaultOf(one.name), one.sentence]),
    ),
    metrics: table(
      ['metric', 'definition'],
      METRICS.map(({ label, definition }) => [label, definition]),
    ),
    failures: table(
      ['code', 'exit', 'means'],
      Object.entries(FAILURES).map(([code, { exit, means }]) => [`\`${code}\``, String(exit), means]),
    ),
    dependencies: table(
      ['package', 'why'],
      dependencies('dependencies').map((name) => [name, REASONS[name] ?? 'NO REASON GIVEN']),
    ),
    'dev-dependencies': table(
      ['package, to build and test', 'why'],
      dependencies('devDependencies').map((name) => [name, REASONS[name] ?? 'NO REASON GIVEN']),
    ),
  };
  let text = readFileSync(README, 'utf8');
  for (const [name, content] of Object.entries(tables)) {
    const between = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`);
    text = text.replace(between, (_match, open: string, close: string) => `${open}${content}${close}`);
  }
  return text;
}

export function reasonsWithoutPackage(): readonly string[] {
  const named = [...dependencies('dependencies'), ...dependencies('devDependencies')];
  return Object.keys(REASONS).filter((name) => !named.includes(name));
}

function dependencies(kind: 'dependencies' | 'devDependencies'): readonly string[] {
  const manifest: Readonly<Record<typeof kind, Readonly<Record<string, string>>>> = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  return Object.keys(manifest[kind]);
}

function defaultOf(name: string): string {
  const schema = SETTINGS.find((one) => one.name === name)?.schema;
  const value: unknown = schema?.safeParse(undefined).data;
  return typeof value === 'string' || typeof value === 'number' ? `\`${value}\`` : 'none';
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(heads) + line(heads.map(() => '---')) + rows.map(line).join('');
}

if (import.meta.main) writeFileSync(README, currentReadme());
