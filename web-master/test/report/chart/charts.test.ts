import { describe, expect, it } from 'vitest';
import { calibrationChart } from '../../../src/report/chart/calibration.js';
import { dependenceChart } from '../../../src/report/chart/dependence.js';
import { gainsChart } from '../../../src/report/chart/gains.js';
import { intervalBar, scaleOver } from '../../../src/report/chart/interval-bar.js';
import { precisionRecallChart } from '../../../src/report/chart/precision-recall.js';
import { rocChart } from '../../../src/report/chart/roc.js';
import { roundTicks } from '../../../src/report/chart/round-ticks.js';
import { scoreHistogram } from '../../../src/report/chart/score-histogram.js';
import { thresholdCurves } from '../../../src/report/chart/threshold-curves.js';
import { estimate, exampleReport } from '../evaluated.js';

// The axes run from x 40 to 280 and from y 188 up to 8: a share s is at 40 + 240 s and 188 - 180 s.
const { curves, thresholds, partial_dependence } = exampleReport().evaluation;
const [{ roc, precision_recall: points, calibration }] = curves;

const attributes = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].map(([, value]) => value);

describe('the ROC curve', () => {
  const svg = rocChart('ROC of <1>', {
    points: roc,
    band: curves[0].roc_band,
    dots: [{ at: [0.25, 0.75], kind: 'served' }],
  }).text;

  it('goes through its points', () => {
    expect(attributes(svg, /class="line" d="([^"]+)"/g)).toEqual(['M40 188l0 -90l60 -45l180 -45']);
  });

  it('lies in the band of its resamples: its upper ends from left to right, its lower ends back', () => {
    // (0, 0 to 1), (0.5, 0.25 to 1), (1, 1 to 1)
    expect(svg).toContain('<polygon class="band" points="40,8 160,8 280,8 280,8 160,143 40,188"/>');
    expect(rocChart('ROC', { points: roc, band: [], dots: [] }).text).not.toContain('class="band"');
  });

  it('has the diagonal of chance and the served point', () => {
    expect(svg).toContain('<polyline class="chance" points="40,188 280,8"/>');
    expect(svg).toContain('<circle class="served" cx="100" cy="53" r="4.5"/>');
  });

  it('says what it is, and escapes it', () => {
    expect(svg).toContain('role="img" aria-label="ROC of &lt;1&gt;"');
  });
});

describe('the precision-recall curve', () => {
  const svg = precisionRecallChart('PR', {
    points,
    band: curves[0].precision_recall_band,
    prevalence: 0.5,
    dots: [{ at: [0.75, 0.75], kind: 'default' }],
  }).text;

  it('is the steps whose area is the average precision', () => {
    // (0, 1), (0.5, 1), (0.75, 0.75), (1, 0.667): 188 - 180 * 0.667 = 67.9, 14.9 below 53
    expect(attributes(svg, /class="line" d="([^"]+)"/g)).toEqual(['M40 8v0h120v45h60v14.9h60']);
  });

  it('lies in the band of its resamples', () => {
    // (0, 0.5 to 1), (1, 0.5 to 1)
    expect(svg).toContain('<polygon class="band" points="40,8 280,8 280,98 40,98"/>');
  });

  it('has chance at the prevalence and the point of the highest probability', () => {
    expect(svg).toContain('<polyline class="chance" points="40,98 280,98"/>');
    expect(svg).toContain('<circle class="default" cx="220" cy="53" r="4.5"/>');
  });
});

describe('the cumulative gains', () => {
  it('are drawn between chance and what is perfect for the share of the class', () => {
    const svg = gainsChart('gains', { ...curves[0], prevalence: 0.25 }).text;
    // (0, 0), (0.25, 0.5), (0.5, 0.75), (0.75, 1), (1, 1), of which one lies on the line of its neighbours
    expect(attributes(svg, /class="line" d="([^"]+)"/g)).toEqual(['M40 188l60 -90l120 -90l60 0']);
    expect(svg).toContain('<polyline class="chance" points="40,188 280,8"/>');
    expect(svg).toContain('<polyline class="perfect" points="40,188 100,8 280,8"/>');
  });
});

describe('the calibration', () => {
  it('has a point and a bar from lo to hi for each bin', () => {
    const svg = calibrationChart('calibration', calibration.bins).text;
    // observed 0.25 of 0.046 to 0.699 at score 0.25; 0.75 of 0.301 to 0.954 at 0.75
    expect(attributes(svg, /<path d="(M\d+ [\d.]+V[^"]+)"/g)).toEqual(['M100 179.7V62.2', 'M220 133.8V16.3']);
    expect(attributes(svg, /class="line" points="([^"]+)"/g)).toEqual(['100,143 220,53']);
    expect(svg.match(/class="bin"/g)).toHaveLength(2);
  });
});

describe('the score histogram', () => {
  it('shows each class as shares of its own rows', () => {
    const svg = scoreHistogram('scores', [
      { from: 0, to: 0.5, positives: 1, negatives: 30 },
      { from: 0.5, to: 1, positives: 3, negatives: 10 },
    ]).text;
    // shares 0.25 and 0.75 of the axis up to 0.8: 188 - 180 * 0.3125 = 131.8 and 188 - 180 * 0.9375 = 19.3
    expect(attributes(svg, /class="positives" d="([^"]+)"/g)).toEqual(['M40 188V131.8H160V19.3H280V188z']);
    expect(attributes(svg, /class="negatives" d="([^"]+)"/g)).toEqual(['M40 188V19.3H160V131.8H280V188z']);
    expect(attributes(svg, /<text y="([\d.]+">[\d.]+)</g)).toEqual(['188">0', '98">0.4', '8">0.8']);
  });

  it('draws nothing for a class without rows', () => {
    expect(scoreHistogram('scores', [{ from: 0, to: 1, positives: 0, negatives: 0 }]).text).toContain(
      '<path class="positives" d="M40 188V188H280V188z"/>',
    );
  });
});

describe('the curves by threshold', () => {
  it('leave out what is undefined and mark where it is decided', () => {
    const rows = [
      { ...thresholds[0], threshold: 0.5, precision: 0.75, recall: 1, f1: 0.5 },
      { ...thresholds[0], threshold: 1, precision: null, recall: 0, f1: 0 },
    ];
    const svg = thresholdCurves('by threshold', rows, [0.5, 0.25]).text;
    expect(attributes(svg, /class="line \w+" points="([^"]+)"/g)).toEqual([
      '160,53',
      '160,8 280,188',
      '160,98 280,188',
    ]);
    expect(attributes(svg, /class="chance" d="([^"]+)"/g)).toEqual(['M160 188V8', 'M100 188V8']);
  });
});

describe('the partial dependence on a number', () => {
  const [, age] = partial_dependence.features;

  it('is a line from its lowest to its highest value, in the band of the rows', () => {
    // Ages 2, 28 and 54 with the means 0.62, 0.5 and 0.38
    const svg = dependenceChart('dependence', age.curves).text;
    expect(attributes(svg, /class="line first" points="([^"]+)"/g)).toEqual(['40,76.4 160,98 280,119.6']);
    expect(attributes(svg, /class="tried first" d="([^"]+)"/g)).toEqual(['M40 76.4h0M160 98h0M280 119.6h0']);
    expect(attributes(svg, /class="band" points="([^"]+)"/g)).toEqual([
      '40,17 160,33.2 280,54.8 280,170 160,153.8 40,132.2',
    ]);
  });

  it('has a line for each of several classes, and no band', () => {
    const svg = dependenceChart('dependence', [age.curves[0], age.curves[0]]).text;
    expect(attributes(svg, /class="line (\w+)"/g)).toEqual(['first', 'second']);
    expect(svg).not.toContain('class="band"');
  });

  it('has no halves along the axis of whole numbers', () => {
    const points = [1, 3].map((value) => ({ ...age.curves[0].points[0], value }));
    const svg = dependenceChart('dependence', [{ label: '1', points }]).text;
    expect(attributes(svg, /<text x="\d+">([^<]+)</g)).toEqual(['1', '2', '3']);
  });

  it('has round numbers along its axis, however large or small', () => {
    const texts = (from: number, to: number) => roundTicks(from, to).map(({ text }) => text);
    expect(roundTicks(2, 54)).toEqual([
      { at: expect.closeTo(18 / 52, 12), text: '20' },
      { at: expect.closeTo(38 / 52, 12), text: '40' },
    ]);
    expect(texts(-0.35, 0.3)).toEqual(['−0.2', '0', '0.2']);
    expect(texts(0, 3e12)).toEqual(['0', '1e12', '2e12', '3e12']);
    expect(texts(-1.6e308, 1.6e308)).toEqual(['−1e308', '0', '1e308']);
  });
});

describe('an interval', () => {
  it('is a line with a dot at the value and a tick at chance', () => {
    // from 4 to 116 of 120: 4 + 112 s
    const svg = intervalBar(estimate(0.75, 0.5, 1), { from: 0, to: 1, reference: 0.25 })!.text;
    expect(svg).toContain('<path class="range" d="M60 6H116"/>');
    expect(svg).toContain('<circle cx="88" cy="6" r="3.5"/>');
    expect(svg).toContain('<path class="reference" d="M32 1V11"/>');
    expect(svg).toContain('aria-hidden="true"');
  });

  it('stays within its scale, which holds all of a table', () => {
    expect(scaleOver([estimate(0.5, 0.25, 0.75), estimate(0.9, 0.8, 0.95)], 0.2)).toEqual({
      from: 0.2,
      to: 0.95,
      reference: 0.2,
    });
    expect(intervalBar({ value: 7, lo: -3, hi: 9 }, { from: 0, to: 1 })!.text).toContain('d="M4 6H116"');
  });

  it('is not drawn of what is undefined', () => {
    expect(intervalBar({ value: null, lo: null, hi: null }, { from: 0, to: 1 })).toBeNull();
  });
});
