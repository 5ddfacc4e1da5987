import { beforeEach, describe, expect, it } from 'vitest';
import { reportPage } from '../../src/report/page.js';
import { crossValidated, type Evaluated, estimate, exampleReport, largestReport, withThreshold } from './evaluated.js';

let report: Evaluated;
beforeEach(() => {
  report = exampleReport();
});

/** The text of the page as a reader sees it. */
const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ');
const text = () => textOf(reportPage(report));

describe('the page', () => {
  it('needs nothing else: no script, no network, no link', () => {
    const page = reportPage(crossValidated(withThreshold(report)));
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<use|https?:|url\(|@import|\son\w+=|\s(href|src)=/);
  });

  it('goes from the verdict to how to make the model again', () => {
    const headings = reportPage(crossValidated(report)).matchAll(/<h2>([^<]+)<\/h2>/g);
    expect([...headings].map(([, heading]) => heading)).toEqual([
      'Verdict: No proven gain',
      'How right it is',
      'Training rows beside test rows',
      'How well the scores separate the classes',
      'What the highest scores find',
      'Where to decide',
      'Confusion matrix',
      'Class by class',
      'Whether the probabilities can be taken at their word',
      'Worst mistakes',
      'Where it does better and worse',
      'What it looks at',
      'How the probability goes with each feature',
      'Coefficients and odds ratios',
      'Data and split',
      'How the features are prepared',
      'Why the figures can be believed',
      'Model and hyperparameters',
      'Reproducibility',
      'Model card',
    ]);
  });

  it('says below its name how the model is described, where it is', () => {
    expect(reportPage(report)).not.toContain('class="description"');
    report.model.description = 'Who survived,\nfrom what was known aboard.';
    expect(reportPage(report)).toContain('<p class="description">Who survived,\nfrom what was known aboard.</p>');
  });

  it('ends with a card of the model, that says what nobody has said', () => {
    const card = () => textOf(reportPage(report).split('<h2>Model card</h2>')[1]);
    const { model, dataset } = report;
    expect(card()).toContain(
      `Intended use to predict ${model.target} of rows like those of ${dataset.name}; no description says what for`,
    );
    expect(card()).toContain('Metrics accuracy 0.75 (0.41 to 0.93) at the highest probability; ROC AUC 0.88');
    expect(card()).toContain(`Evaluation data 8 rows of ${dataset.name} that training has not seen`);
    expect(card()).toContain('Ethical considerations not to be told from the data');
    report.model.description = 'Whom to warn.';
    withThreshold(report);
    expect(card()).toContain(`like those of ${dataset.name}: Whom to warn.`);
    expect(card()).toContain('at the threshold 0.25;');
    report.model.features = Array.from({ length: 10 }, (_, i) => `column ${i}`);
    expect(card()).toContain('column 7 and 2 more; accuracy by each');
    report.model.warnings = [];
    report.evaluation.data.warnings = [];
    expect(card()).toContain('Caveats none that these rows tell of');
  });

  it('stays under 300 KB for the largest evaluation', () => {
    const page = reportPage(largestReport());
    expect(Buffer.byteLength(page)).toBeLessThan(300_000);
    // Three curves and a calibration for ten classes, and of six features the three with numbers.
    expect(page.match(/<svg class="plot"/g)).toHaveLength(43);
    expect(textOf(page)).toContain('and 275 more, which the JSON of this report lists.');
  });

  it('shows no value that is none', () => {
    report.evaluation.metrics.roc_auc = { ...report.evaluation.metrics.roc_auc, value: null, lo: null, hi: null };
    report.evaluation.slices[0].gap = null;
    for (const page of [reportPage(report), reportPage(withThreshold(report)), reportPage(largestReport())]) {
      expect(textOf(page)).not.toMatch(/null|undefined|NaN|Infinity|\[object/);
      expect(page).not.toMatch(/="[^"]*(NaN|undefined|Infinity)/);
    }
    expect(text()).toContain('scores above another – DeLong, n 8');
  });

  it('gives each drawing a name, a summary and its numbers', () => {
    const page = reportPage(report);
    const figures = page.match(/<figure>.*?<\/figure>/gs)!;
    expect(figures).toHaveLength(8);
    // The categories of Sex are a table themselves.
    const drawings = figures.filter((figure) => !figure.includes('by Sex</caption>'));
    expect(drawings).toHaveLength(7);
    for (const figure of drawings)
      expect(figure).toMatch(/<figcaption><b>\w.*<svg class="plot"[^>]*role="img" aria-label="\w/s);
    expect(figures.filter((figure) => figure.includes('<details>'))).toHaveLength(5);
    expect(page).toMatch(
      /<\/figure>\s*<div class="scroll"><table[^>]*>\s*<caption>On the test rows: to judge a threshold/,
    );
    expect(page).toMatch(/<\/figure>\s*<div class="scroll"><table[^>]*>\s*<caption>Calibration of the scores of 1/);
  });
});

describe('names with markup in them', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</style><b>',
    '</svg><script>',
    '&lt;b&gt;',
  ])('%s is text everywhere', (hostile) => {
    const marked = crossValidated(withThreshold(exampleReport()));
    const { evaluation } = marked;
    const named = JSON.parse(
      JSON.stringify(marked)
        .replaceAll(/"(Sex|Age|female|male|Survived|PassengerId|0|1)"(?!:)/g, '"NAME"')
        .replaceAll('titanic', 'NAME'),
    ) as Evaluated;
    const notice = { code: 'NAME', values: {}, message: 'NAME' };
    named.model.name = named.model.description = named.run.request_id = named.evaluation.verdict.sentence = 'NAME';
    named.model.warnings[0] = named.evaluation.data.warnings[0] = notice;
    named.evaluation.mistakes[0].values = { NAME: 'NAME' };
    named.evaluation.data.unseen_categories = [{ feature: 'NAME', categories: ['NAME'], rows: 1 }];
    named.model.hyperparameters = { NAME: 'NAME' };
    const pageWith = (name: string) =>
      reportPage(JSON.parse(JSON.stringify(named).replaceAll('NAME', JSON.stringify(name).slice(1, -1))));
    const tags = (page: string) => page.match(/<\/?[a-z][^>]*>/g)!.map((tag) => tag.split(/[\s>]/, 1)[0]);
    expect(tags(pageWith(hostile))).toEqual(tags(pageWith('name')));
    const entities = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' };
    const escaped = hostile.replace(/[&<>"']/g, (it) => `&${entities[it as keyof typeof entities]};`);
    expect(pageWith(hostile).split(escaped).length).toBeGreaterThan(60);
    expect(pageWith(hostile)).not.toContain(evaluation.verdict.sentence);
  });
});

describe('the figures', () => {
  it('are the verdict first, with the gain and what it is over', () => {
    expect(text()).toContain(
      'Verdict: No proven gain It is right on 75.0 % of 8 test rows, no proven gain over the rule',
    );
    expect(text()).toContain('Rule by Sex alone 0.75 0.41 to 0.93 Wilson, n 8');
    expect(text()).toContain('Always 0, the most frequent class 0.50 0.22 to 0.79 Wilson, n 8');
    expect(text()).toContain('0 points (−25 to +25); bootstrap, n 8');
  });

  it('come with what makes them doubtful, each told once, before any of them', () => {
    const copy = { code: 'column_gives_away', values: {}, message: 'Sex alone tells Survived' };
    report.model.warnings.push(copy);
    report.evaluation.data.warnings.push(copy);
    const [before, after] = text().split('Accuracy on the same test rows');
    expect(before.split(copy.message)).toHaveLength(2);
    expect(after).not.toContain(copy.message);
  });

  it('have value, interval, method and their own n', () => {
    expect(text()).toContain('Accuracy share of rows predicted right 0.75 0.41 to 0.93 Wilson, n 8');
    expect(text()).toContain('Precision share of the rows predicted as 1 that are 0.75 0.30 to 0.95 Wilson, n 4');
    expect(text()).toContain('F1 harmonic mean of precision and recall of 1 ');
    expect(text()).toContain('ROC AUC chance that a row that is 1 scores above another 0.88 0.42 to 0.99 DeLong, n 8');
    expect(text()).toContain('Bootstrap: 2,000 resamples');
    expect(reportPage(report)).toContain('<data value="0.875">0.88</data>');
  });

  it('say whose interval a figure has that all resamples agree on', () => {
    expect(text()).not.toContain('not certainty');
    Object.assign(report.evaluation.metrics.mcc, { value: 1, lo: 0.51, hi: 1, method: 'wilson', n: 4 });
    expect(text()).toContain('Where all resamples give the same, which is not certainty, a figure at the end');
  });

  it('tell what the rows of the highest scores find', () => {
    expect(text()).toContain('among all, 50.0 %; 1 is chance.');
    expect(text()).toContain('The first 12.5 %, 1 row, hold 25.0 % of the class: 2.00 times as much as chance.');
    expect(text()).toContain('50.0 % 4 75.0 % 0.75 0.30 to 0.95 1.50');
    const largest = textOf(reportPage(largestReport()));
    expect(largest).toContain('by tenths of all: the first; Wilson intervals');
    expect(largest).toContain('a rather long class 9 12.5 % 1 25.0 %');
  });

  it('tell how the probability goes with a feature, and where it cannot move alone', () => {
    expect(text()).toContain('Mean probability of 1 over 8 test rows given the value, whatever else');
    expect(text()).toContain('Sex 0.240 at male to 0.710 at female.');
    expect(text()).toContain('female 0.710 0.52 to 0.93 male 0.240 0.09 to 0.44');
    expect(text()).toContain('Age 0.380 at 54 to 0.620 at 2.');
    expect(text()).not.toContain('do not move alone');
    report.evaluation.data.warnings.push({
      code: 'correlated_features',
      values: { feature: 'SibSp', other: 'Parch', r: 0.95 },
      message: 'SibSp and Parch go together',
    });
    report.evaluation.partial_dependence.features[0].categories_left_out = 3;
    expect(text()).toContain('Features that go together (SibSp with Parch) do not move alone');
    expect(text()).toContain('Without the rarest 3 categories.');
  });

  it('count the resamples that gave no value', () => {
    report.evaluation.metrics.mcc.undefined_resamples = 12;
    expect(text()).toContain('bootstrap, n 8, 12 resamples undefined');
  });

  it('stand beside those of the training rows and of cross-validation', () => {
    expect(text()).not.toContain('Out-of-bag');
    expect(text()).toContain('On the training rows it is right 6.3 points more often than on the test rows.');
    report.evaluation.metrics.oob_accuracy = { ...report.evaluation.metrics.accuracy, n: 32 };
    crossValidated(report);
    expect(text()).toContain('Out-of-bag rows 0.75 0.41 to 0.93 Wilson, n 32');
    expect(text()).toContain('Cross-validation 0.78 0.66 to 0.90 Nadeau–Bengio, 2 folds');
    expect(text()).toContain('2 stratified folds of the 32 training rows, 1 repeat');
    expect(text()).toContain('2 16 16 0.81 0.45 –');
  });

  it('speak of three classes as of three', () => {
    report.model.classes = ['a', 'b', 'c'];
    report.evaluation.metrics.specificity = null;
    report.evaluation.thresholds = [];
    expect(text()).toContain('share of the rows of a class that are found; mean of the classes');
    expect(text()).not.toMatch(/Specificity|Where to decide/);
    expect(reportPage(report)).toContain('<h3>1</h3>');
  });
});

describe('the decision', () => {
  it('is drawn on both curves where the model decides', () => {
    const page = reportPage(report);
    expect(page.match(/<circle class="served" cx="100" cy="53"/g)).toHaveLength(1);
    expect(page.match(/<circle class="served" cx="220" cy="53"/g)).toHaveLength(1);
    expect(page).not.toContain('circle class="default"');
  });

  it('is shown at both points where the model has a threshold', () => {
    const page = reportPage(withThreshold(report));
    // recall 4/4, false positive rate 2/4, precision 4/6
    expect(page).toContain('<circle class="served" cx="160" cy="8"');
    expect(page).toContain('<circle class="default" cx="100" cy="53"');
    expect(page).toContain('<circle class="served" cx="280" cy="68"');
    expect(text()).toContain(
      'The model decides at threshold 0.25. Training chose 0.25 for the least cost, 1 a false positive and 5 a false negative: a mean cost of 0.2 a row on out-of-fold scores of 32 training rows. On the 8 test rows it is 0.250 at threshold 0.25, 0.750 at the highest probability, 2.500 with no row taken for 1 and 0.500 with all.',
    );
    expect(text()).toContain('Recall 1.00 0.51 to 1.00 0.75 0.30 to 0.95');
    expect(text()).toContain(
      '8 test rows, at the threshold 0.25 that the model serves true ╲ predicted 0 1 rows 0 2 50.0 % 2 50.0 % 4',
    );
    expect(text()).toContain(
      '8 test rows, at the highest probability true ╲ predicted 0 1 rows 0 3 75.0 % 1 25.0 % 4 1 1 25.0 % 3 75.0 % 4',
    );
  });

  it('lists the thresholds thinned, with those that matter', () => {
    withThreshold(report).evaluation.decisions.served!.threshold = 0.3;
    report.evaluation.thresholds = Array.from({ length: 200 }, (_, i) => ({
      ...report.evaluation.thresholds[0],
      threshold: i / 199,
      fp: 1,
      fn: 2,
    }));
    const rows = reportPage(report)
      .match(/<caption>On the test rows: to judge.*?<\/table>/s)![0]
      .match(/<th scope="row"/g);
    expect(rows).toHaveLength(14);
    expect(text()).toMatch(/ 0\.251 [\d. ]+ 0\.302 0\.750 0\.750 0\.750 0\.500 0\.250 1 2 0\.332 /);
  });

  it('shows a class without rows as no share of anything', () => {
    report.evaluation.decisions.default.confusion_matrix.counts = [
      [0, 0],
      [1, 7],
    ];
    expect(text()).toContain('0 0 0 0 1 1 12.5 % 7 87.5 % 8');
    expect(text()).toContain('Where it decides it finds 87.5 % of 1, which all test rows are.');
  });

  it('tells no share of rows that there are none of', () => {
    const { decisions, curves, classes } = report.evaluation;
    for (const bin of curves[0].scores) bin.positives = 0;
    decisions.default.confusion_matrix.counts = [
      [7, 1],
      [0, 0],
    ];
    expect(text()).toContain('No test row is 1: where it decides it takes 12.5 % of the others for it.');
    expect(text()).toContain('Where it decides, 0.0 % of what it calls 1 is.');
    expect(text()).not.toContain('The two overlap');
    expect(text()).not.toContain('is in neither');
    decisions.default.confusion_matrix.counts = [
      [8, 0],
      [0, 0],
    ];
    Object.assign(classes[1], { support: 0, precision: { ...classes[1].precision, n: 0 } });
    expect(text()).toContain('Where it decides it calls no row 1.');
    expect(text()).toContain('A class that no test row is of, nor is predicted as, is in neither.');
  });

  it('speaks of one test row as of one', () => {
    report.evaluation.data.n_test = 1;
    report.evaluation.decisions.default.confusion_matrix.counts = [
      [0, 0],
      [0, 1],
    ];
    expect(text()).toContain('1 test row, at the highest probability');
    expect(text()).toContain('0 of 1 test row is predicted wrong');
  });

  it('tells a threshold near the end of its range from the end', () => {
    const { decisions } = withThreshold(report).evaluation;
    decisions.served!.threshold = decisions.choice!.threshold = 0.00042;
    expect(text()).toContain('The model decides at threshold 0.00042. Training chose 0.00042 for');
    decisions.served!.threshold = 0.99997;
    expect(text()).toContain('8 test rows, at the threshold 0.99997 that the model serves');
  });
});

describe('what explains the figures', () => {
  it('counts all test rows of the calibration, also where its interval is by those of a class', () => {
    report.evaluation.curves[0].calibration.ece.n = 3;
    expect(text()).toMatch(/over \d+ bins?, n 8; perfectly/);
    expect(text()).toContain('slope and intercept Wald; n 8.');
  });

  it('says how far the scores can be taken at their word', () => {
    expect(text()).toContain(
      'Expected calibration error 0.100 (0.000 to 0.150) over 2 bins, n 8; perfectly calibrated scores would give 0.15 (0.00 to 0.38), so chance alone may bring as much. 0 of 2 intervals miss the line.',
    );
    expect(text()).toContain(
      '0.063 0.000 to 0.125 0.250 −0.013 −0.060 to 0.040 1.1 −0.5 to 2.7 0.1 −1.8 to 1.9 neither, as far as these rows tell',
    );
    report.evaluation.curves[0].calibration.slope.hi = 0.9;
    expect(text()).toContain('−1.8 to 1.9 overconfident');
    report.evaluation.curves[0].calibration.ece_if_calibrated.hi = 0.05;
    expect(text()).toContain('so chance alone hardly brings as much.');
  });

  it('lists the worst mistakes with their rows', () => {
    expect(text()).toContain('2 of 8 test rows are predicted wrong');
    expect(text()).toContain('17 0 1 0.700 0.300 Pclass 3 Sex female Age –');
  });

  it('greys slices of few rows and names those that are proven to differ', () => {
    expect(text()).toContain('No slice has the rows to be tested.');
    expect(reportPage(report)).toContain('<tr class="faint"><th scope="row">Sex</th>');
    report.evaluation.slices.push({
      ...report.evaluation.slices[0],
      slice: 'male',
      is_small: false,
      gap: -0.2,
      p: 0.001,
      p_adjusted: 0.002,
    });
    expect(text()).toContain('1 of 1 slice tested differs from the rest: Sex male (−20.0 points).');
    expect(reportPage(report)).toContain('<b>0.002</b>');
  });

  it('shows the most telling of many slices, whatever they come behind', () => {
    const [slice] = report.evaluation.slices;
    const small = Array.from({ length: 40 }, () => ({ ...slice, is_small: true, p: null }));
    report.evaluation.slices = [...small, { ...slice, slice: 'seniors', is_small: false, p: 0.2, p_adjusted: 0.2 }];
    expect(text()).toContain('the 36 most telling of 41');
    expect(text()).toContain(' seniors ');
  });

  it('shows the macro average and the weighted one under their names', () => {
    const { macro_avg, weighted_avg } = report.evaluation;
    report.evaluation.macro_avg = { ...macro_avg, recall: estimate(0.31, 0.21, 0.41) };
    report.evaluation.weighted_avg = { ...weighted_avg, recall: estimate(0.73, 0.63, 0.83) };
    expect(text()).toMatch(/macro average .* 0\.31 0\.21 to 0\.41 .* weighted average .* 0\.73 0\.63 to 0\.83 /);
  });

  it('lists rows by score in bins that are as wide as two of the drawing', () => {
    report.evaluation.curves[0].scores = [
      { from: 0, to: 0.05, positives: 1, negatives: 2 },
      { from: 0.05, to: 0.1, positives: 3, negatives: 5 },
    ];
    expect(text()).toContain('0 to 0.1 4 7');
  });

  it('shows the loss by each column with its spread, and impurity beside', () => {
    const [sex, age] = report.evaluation.permutation_importance.features;
    // twice the spread 0.1 gives two decimals
    expect(text()).toContain('It leans most on Sex.');
    expect(text()).toContain('Sex 0.20 0.10 Age 0.01 0.04');
    expect(text()).not.toContain('Impurity');
    [sex.impurity, age.impurity] = [0.75, 0.25];
    expect(text()).toContain('Sex 0.20 0.10 0.750 Age 0.01 0.04 0.250');
    expect(reportPage(report)).toContain('style="--share:0.7500"');
  });

  it('shows odds ratios with intervals, on the logarithmic scale', () => {
    // exp(-1.2) = 0.301 from exp(-2) = 0.135 to exp(-0.4) = 0.670
    expect(text()).toContain('Sex 0.30 0.14 to 0.67');
    expect(text()).toContain('Odds are those of 1.');
    expect(text()).toContain('Wald intervals from 32 training rows.');
    report.model.classes = ['a', 'b', 'c'];
    expect(text()).toContain('Odds are the probability of the class over the geometric mean of those of all classes.');
    report.model.classes = [0, 1];
    const [column] = report.evaluation.coefficients!.columns;
    const stronger = structuredClone({ ...column, feature: 'Stronger' });
    stronger.standardized.coefficient.value = 3;
    report.evaluation.coefficients!.columns.push(stronger);
    expect(text()).toMatch(/Largest effect first.* Stronger .* Sex 0\.30 /);
    Object.assign(column.standardized.coefficient, { lo: null, hi: null });
    expect(text()).toContain('No intervals: there are too many coefficients');
    expect(text()).not.toContain('Wald intervals from');
    report.evaluation.coefficients = null;
    expect(text()).not.toContain('odds ratios');
  });
});

describe('where the model comes from', () => {
  it('says what was dropped and why, what was missing, and what a missing value becomes', () => {
    expect(text()).toContain('PassengerId the dataset marks it as identifier');
    expect(text()).toContain('Age numeric 5 (15.6 %) 1 (12.5 %) 28 (median)');
    expect(text()).toContain('male (most frequent) female, male');
    expect(text()).toContain('Learned on the 32 training rows alone.');
    expect(text()).toContain('8 test rows: the intervals are wide');
  });

  it('marks the hyperparameters that are the defaults', () => {
    Object.assign(report.model.hyperparameters, { C: 0.5, max_iter: 100 });
    expect(text()).toContain('C 0.5 max_iter 100 (default)');
  });

  it('gives the receipt of what was fitted on which rows', () => {
    expect(text()).toContain('Yes The test rows are apart from the training rows.');
    expect(text()).toContain('ROC AUC 0.50 (0.16 to 0.84) where chance is 0.5 (permutation, n 8; fitted to 32 rows)');
    expect(text()).toContain('preprocessing training rows 32');
    report.evaluation.leakage.shared_duplicates = 3;
    expect(text()).toContain('No Every test row differs from all training rows in some column (3 do not).');
  });

  it('has all that is needed to train the model again', () => {
    const { fingerprint } = report.model;
    expect(text()).toContain('Seed 42');
    Object.assign(report.metrics, { n_iter: 100, converged: false });
    expect(text()).toContain('Iterations of the solver 100, not converged');
    report.metrics.converged = true;
    expect(text()).toContain('Iterations of the solver 100, converged');
    expect(text()).toContain(`Fingerprint ${fingerprint} Dataset sha256 ${report.dataset.sha256}`);
    expect(text()).toContain('Node.js 24.0.0');
    expect(text()).toContain('2026-01-15 12:00:00 UTC');
  });
});
