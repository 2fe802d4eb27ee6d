import type { Section } from './report-model.ts';

/** What a link to the section names; undefined = none of the report can be named, as a test called like its campaign. */
export function sectionId(section: Section): string | undefined {
  if (section.kind === 'note') return section.id ?? section.figures?.id;
  if (section.kind === 'test') return undefined;
  return 'id' in section ? section.id : section.kind;
}
