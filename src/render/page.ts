import type { RenderedReport } from './render-report.ts';

/** The html as a file that stands alone: pictures inside it in place of mail parts. */
export function standalonePage(report: RenderedReport): string {
  return report.attachments.reduce(
    (html, { cid, contentType, bytes }) =>
      cid === undefined
        ? html
        : html.replaceAll(
            `cid:${cid}`,
            `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`,
          ),
    report.html,
  );
}
