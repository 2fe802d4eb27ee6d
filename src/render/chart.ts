import { createRequire } from 'node:module';
import { Failure } from '../core/failure.ts';

export type Drawing = {
  /** one per day; null leaves a gap in the line */
  readonly values: readonly (number | null)[];
  readonly days: readonly string[];
  /** number beside each point, '' for none */
  readonly labels: readonly string[];
  readonly top: number;
  /** texts at the bottom, middle and top of the axis */
  readonly marks: readonly string[];
};

/** Drawn for the width between a phone and a desktop: letters stay readable on both. */
const WIDTH = 420;
const HEIGHT = 190;
/** Of the cell around it too, in report.css: paler than a white sheet on a dark screen. */
const GROUND = '#f2f4f6';
const INK = '#3d4856';
const LINE = '#1f5f9e';
const PALE = '#9dbfe3';

/**
 * Draws the line as PNG, two pixels and more for each CSS pixel, on its own light ground: mail clients that turn
 * colours around in dark mode leave pictures alone. Only our own font is used: same pixels on every machine.
 */
export async function drawTrend(drawing: Drawing): Promise<Uint8Array> {
  const svg = await drawSvg(drawing);
  const { Resvg } = await import('@resvg/resvg-js');
  const require = createRequire(import.meta.url);
  try {
    const picture = new Resvg(svg, {
      fitTo: { mode: 'width', value: WIDTH * 2.5 },
      background: GROUND,
      font: {
        loadSystemFonts: false,
        fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
          require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
        ),
        defaultFontFamily: 'DejaVu Sans',
      },
    }).render();
    return new Uint8Array(picture.asPng());
  } catch (cause) {
    throw new Failure('internal', 'the picture of the trend could not be drawn', { cause });
  }
}

async function drawSvg(drawing: Drawing): Promise<string> {
  // a second of start-up that a worker without charts should not pay
  // The packed file: 0.1 s and 20 MB to load, where the single modules take 0.8 s and 90 MB.
  const echarts = await import('echarts/dist/echarts.esm.min.mjs');
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption(optionOf(drawing));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function optionOf({ values, days, labels, top, marks }: Drawing) {
  const label = { fontFamily: 'DejaVu Sans', fontSize: 13, color: INK };
  const data = values.map((value) => value ?? '-');
  return {
    animation: false,
    grid: { left: 56, right: 16, top: 28, bottom: 26 },
    xAxis: {
      type: 'category',
      data: days,
      // half a day of room at both ends: the first number does not stand on the axis
      boundaryGap: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#8a95a3' } },
      axisLabel: { ...label, interval: Math.max(0, Math.ceil(days.length / 4) - 1) },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: top,
      interval: top / 2,
      splitLine: { lineStyle: { color: '#d5dbe2' } },
      axisLabel: { ...label, formatter: (value: number) => marks[Math.round((value / top) * 2)] ?? '' },
    },
    series: [
      // days without a number: bridged by a thin dashed line that claims nothing
      {
        type: 'line',
        data,
        symbol: 'none',
        connectNulls: true,
        lineStyle: { width: 1.5, type: 'dashed', color: PALE },
      },
      {
        type: 'line',
        data: data.map((value, at) => ({
          value,
          label: {
            ...label,
            show: labels[at] !== '',
            position: 'top',
            fontWeight: 'bold',
            color: LINE,
            formatter: labels[at],
          },
        })),
        symbol: 'circle',
        symbolSize: values.length > 40 ? 3 : 6,
        showAllSymbol: true,
        lineStyle: { width: 2.5, color: LINE },
        itemStyle: { color: LINE },
      },
    ],
  };
}
