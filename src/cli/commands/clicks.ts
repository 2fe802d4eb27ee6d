import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import type { ClickDifference, ClickFigure } from '../../core/reports/click-comparison.ts';
import { shownText } from '../../core/shown-text.ts';
import { type ClickComparison, compareClicksOfRun } from '../../pipelines/compare-clicks.ts';
import type { CommandContext } from '../context.ts';
import { textTable } from '../text-table.ts';

type Flags = { readonly run: string; readonly json?: boolean };

export function registerClicks(program: Command, context: CommandContext): void {
  const clicks = program.command('clicks').description('how hits on links were judged');

  clicks
    .command('compare')
    .description(
      'what a mailed report would say of clicks by the rules and events of now; nothing is rewritten',
    )
    .requiredOption('--run <id>', 'the run whose report was mailed (runs list)')
    .option('--json', 'as JSON')
    .action(async ({ run, json }: Flags) => {
      const runId = readId(run);
      const app = await context.app();
      await app.refresh();
      const comparison = await compareClicksOfRun(app.db, runId);
      context.stdout(
        json === true ? `${JSON.stringify(comparisonJson(comparison), null, 2)}\n` : printed(comparison),
      );
    });
}

function readId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Failure('bad-input', `--run: ${shownText(text)} is not a number such as 12`);
}

const LABELS: Readonly<Record<ClickFigure, string>> = {
  hits: 'hits',
  humanClicks: 'human clicks',
  suspectedClicks: 'suspected clicks',
  botClicks: 'bots and previews',
  clickingContacts: 'contacts who clicked',
};

const COLUMNS = [
  { title: 'campaign', align: 'left' },
  { title: 'figure', align: 'left' },
  { title: 'mailed', align: 'right' },
  { title: 'came in since', align: 'right' },
  { title: 'judged otherwise', align: 'right' },
  { title: 'now', align: 'right' },
] as const;

const KEYS: Readonly<Record<ClickFigure, string>> = {
  hits: 'hits',
  humanClicks: 'human_clicks',
  suspectedClicks: 'suspected_clicks',
  botClicks: 'bot_clicks',
  clickingContacts: 'clicking_contacts',
};

/** As `--json` shows it; the keys are documented and stay. */
function comparisonJson(comparison: ClickComparison): Readonly<Record<string, unknown>> {
  return {
    run: String(comparison.runId),
    title: comparison.title,
    as_of: comparison.asOf,
    mailed_version: comparison.mailedVersion,
    fact_versions: comparison.factVersions,
    program_version: comparison.programVersion,
    differences: comparison.differences.map((one) => ({
      campaign_id: one.campaignId,
      campaign: one.campaign,
      figure: KEYS[one.figure],
      mailed: one.mailed,
      since: one.since,
      judged_otherwise: one.judgedOtherwise,
      now: one.now,
    })),
  };
}

function printed(comparison: ClickComparison): string {
  const { runId, title, asOf, mailedVersion, factVersions, programVersion, differences } = comparison;
  const mailed = mailedVersion === null ? 'a version that was not stored' : `version ${mailedVersion}`;
  const facts =
    factVersions.length === 0 ? 'no version: no hit is left' : `version ${factVersions.join(' and ')}`;
  const isBehind = factVersions.some((version) => version !== programVersion);
  const lines = [
    `run ${runId}, ${shownText(title)}, data as of ${asOf}: click rules of ${mailed}; hits are judged by ${facts} now`,
    ...(isBehind
      ? [`this program has version ${programVersion}: rollups rebuild judges all hits by it`]
      : []),
    ...(differences.length === 0 ? ['no figure of clicks differs'] : []),
  ];
  const table = differences.length === 0 ? '' : `\n${textTable(COLUMNS, differences.map(cells))}`;
  return `${lines.join('\n')}\n${table}`;
}

function cells({
  campaign,
  figure,
  mailed,
  since,
  judgedOtherwise,
  now,
}: ClickDifference): readonly string[] {
  return [
    shownText(campaign),
    LABELS[figure],
    String(mailed),
    signed(since),
    signed(judgedOtherwise),
    String(now),
  ];
}

/** People are not counted hit by hit. */
function signed(value: number | null): string {
  if (value === null) return '-';
  return value > 0 ? `+${value}` : String(value);
}
