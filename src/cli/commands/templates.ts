import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { loadSamples } from '../../render/sample-reports.ts';
import { FOLDER, openTemplates, overridable } from '../../render/templates.ts';
import type { CommandContext } from '../context.ts';
import { drawSample } from '../draw-sample.ts';
import { textTable } from '../text-table.ts';

type Json = { readonly json?: boolean };

export function registerTemplates(program: Command, context: CommandContext): void {
  const templates = program
    .command('templates')
    .description('texts and looks of reports, and your own in place of them (TEMPLATES_DIR)');

  templates
    .command('check [dir]')
    .description('try the files of a folder with sample reports in every language (default: TEMPLATES_DIR)')
    .action((dir: string | undefined) => {
      const folder = dir ?? folderOf();
      if (folder === undefined)
        throw new Failure('bad-input', 'dir: name a folder, or set TEMPLATES_DIR to check that one');
      const { overridden } = openTemplates({ TEMPLATES_DIR: folder });
      const samples = loadSamples().length;
      context.stdout(
        `${folder}: ${overridden.length} files in place of ours, ${samples} sample reports drawn with them\n`,
      );
    });

  templates
    .command('list')
    .description('which files there are, and which of them you have in place of ours')
    .option('--json', 'as JSON')
    .action((flags: Json) => list(context, flags));

  templates
    .command('show <name>')
    .description('print one of ours, to be copied into your folder and changed there')
    .action((name: string) => {
      const known = overridable();
      if (!known.includes(name))
        throw new Failure('bad-input', `name: ${shownText(name)} is none of ${known.join(', ')}`);
      context.stdout(readFileSync(join(FOLDER, name), 'utf8'));
    });

  templates
    .command('preview [sample]')
    .description('draw a sample report (one of templates/samples) with your files; needs no database')
    .option('--out <file>', 'write .html, .txt, .json or .csv (default: preview.html)')
    .option('--locale <locale>', 'in this language (default: that of the sample)')
    .option(
      '--watch',
      'draw it anew whenever a file of TEMPLATES_DIR changes, to --out or a page that reloads itself, until Ctrl-C',
    )
    .action(async (sample: string | undefined, flags: Parameters<typeof drawSample>[2]) =>
      drawSample(context, sample ?? null, flags),
    );
}

function list(context: CommandContext, { json }: Json): void {
  const folder = folderOf();
  const { overridden } = openTemplates({ TEMPLATES_DIR: folder });
  const names = [...new Set([...overridable(), ...overridden])].sort();
  const rows = names.map((name) => ({ name, overridden: overridden.includes(name) }));
  if (json === true) {
    context.stdout(`${JSON.stringify({ folder: folder ?? null, templates: rows }, null, 2)}\n`);
    return;
  }
  context.stdout(
    textTable(
      ['file', ''].map((title) => ({ title, align: 'left' as const })),
      rows.map((row) => [row.name, row.overridden ? `yours, in ${folder}` : 'ours']),
    ),
  );
}

/** No server is asked: a template is worked on where there is none. */
function folderOf(): string | undefined {
  return readConfig().TEMPLATES_DIR;
}
