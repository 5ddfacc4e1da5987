import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { setPages, setStage } from './start.js';
import { HEIGHT } from './visitor.js';

const stage = setStage();
let page: Page;

beforeAll(async () => {
  await stage.post('/api/scenarios/collect-and-store', { batch_size: 891, name: 'passengers' });
  for (const model_type of ['RandomForest', 'LogisticRegression']) {
    await stage.post('/api/scenarios/train-model', { dataset_id: 1, model_type });
  }
});

setPages(stage, (opened) => {
  page = opened;
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const link = (name: string) => page.getByRole('link', { name, exact: true });
const section = (id: string) => page.locator(`#${id}`);
const counts = () => section('matrix').locator('td').allTextContents();

describe('the report', () => {
  it('begins with the verdict and tells each figure with its interval', async () => {
    await page.goto('/models/2/report');
    await section('verdict').getByText('No proven gain over a simple rule').waitFor();
    const accuracy = section('metrics').getByRole('row', { name: /^Accuracy/ });
    expect(await accuracy.textContent()).toMatch(/0\.\d{3}.*0\.\d{3} to 0\.\d{3}.*95% by Wilson, n\s=\s179/s);
    expect(await section('coefficients').getByRole('row', { name: /^Sex/ }).count()).toBe(1);
    for (const id of ['headline', 'curves', 'metrics']) {
      expect(await section(id).getByText('The positive class is 1;').count()).toBe(1);
    }
    await section('curves').getByRole('img').nth(4).locator('svg').first().waitFor();
    expect(await section('curves').locator('[role=img] > div > svg').count()).toBe(5);
    const highest = section('curves').getByRole('table', { name: 'What the highest probabilities find' });
    // At least a tenth of 179 rows, and the share among them with its interval
    expect(await highest.getByRole('row').nth(1).textContent()).toMatch(
      /^1\d(\.\d)?%\d\d.*[01]\.\d{3} 0\.\d{3} to [01]\.\d{3} [\d.]+$/,
    );
    await section('curves').getByText('As a table').first().click();
    await section('curves').getByRole('columnheader', { name: 'False positive rate' }).waitFor();
  });

  it('shows how the probability goes with each feature, and its figures as a table', async () => {
    await page.goto('/models/2/report');
    const dependence = section('dependence');
    await dependence.getByText('Mean probability of 1 over 179 rows of the test').waitFor();
    await expect.poll(() => dependence.locator('[role=img] > div > svg').count()).toBe(7);
    await dependence.getByRole('img', { name: /^Mean from 0\.\d{3} at male to 0\.\d{3} at female\.$/ }).waitFor();
    const sex = dependence.locator('div', { has: page.getByRole('heading', { name: 'Sex', exact: true }) }).last();
    await sex.getByText('As a table').click();
    await sex.getByRole('row', { name: /^female 0\.\d{3} 0\.\d{3} to 0\.\d{3}$/ }).waitFor();
  });

  it('moves the threshold by keyboard, serves it, keeps it over a reload and puts it back', async () => {
    await page.goto('/models/1/report');
    const slider = page.getByRole('slider', { name: 'Threshold' });
    await slider.waitFor();
    const likelier = await counts();
    await slider.focus();
    for (let step = 0; step < 15; step++) await page.keyboard.press('ArrowLeft');
    await expect.poll(counts).not.toEqual(likelier);
    await expect.poll(() => new URL(page.url()).searchParams.get('threshold')).toMatch(/^0\.\d+$/);
    const moved = await counts();
    await button('Serve this threshold').click();
    await section('threshold').getByText('The model predicts with a threshold of').waitFor();
    await expect.poll(counts).toEqual(moved);
    await page.goto('/models/1/report');
    await section('threshold').getByText('The model predicts with a threshold of').waitFor();
    expect(await counts()).toEqual(moved);
    await button('Serve the likelier class').click();
    await section('threshold').getByText('The model predicts the likelier class.').waitFor();
    await expect.poll(counts).toEqual(likelier);
  });

  it('prints its figures, and nothing that only a screen can use', async () => {
    await page.goto('/models/2/report');
    await section('curves').getByRole('img').nth(3).locator('svg').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const figure of [
      section('metrics').getByRole('row', { name: /^Accuracy/ }),
      section('coefficients')
        .getByRole('button', { name: /^-?[\d.]+ / })
        .first(),
      section('curves').locator('[role=img] svg').first(),
    ]) {
      expect(await figure.isVisible()).toBe(true);
    }
    // A figure that a hint explains is a button and stays.
    const controls = page.locator('nav, input, select, summary, a[href^="#"], button:not([data-tooltip-trigger])');
    expect(await controls.filter({ visible: true }).allTextContents()).toEqual([]);
  });

  it('prints the dark theme in the colours of the light one', async () => {
    await page.goto('/models/2/report');
    await section('verdict').waitFor();
    const names = ['ink', 'good', 'warn', 'bad', 'chart-1', 'chart-2'];
    const colours = () =>
      page.evaluate((all) => {
        const style = getComputedStyle(document.documentElement);
        return [style.colorScheme, ...all.map((name) => style.getPropertyValue(`--color-${name}`))];
      }, names);
    await page.emulateMedia({ media: 'print' });
    const light = await colours();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.locator('html[data-theme=dark]').waitFor();
    expect(await colours()).toEqual(light);
  });

  it('proves that the model can be made again, byte for byte', async () => {
    await page.goto('/models/1/report');
    await button('Verify').click();
    await section('reproducibility').getByText('Trained again: identical, byte for byte').waitFor();
  });
});

describe('the comparison', () => {
  it.each([1280, 375])(
    'tells pair by pair which model is better, from the list of models, %i px wide',
    async (width) => {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.goto('/models');
      await page.getByText('Tick two or more to compare them.').waitFor();
      await page.getByRole('checkbox').nth(0).check();
      await page.getByRole('checkbox').nth(1).check();
      await link('Compare 2 models').click();
      await page.getByText('All on the same 179 rows.').waitFor();
      await page.getByRole('heading', { name: / against .* tie$/ }).waitFor();
      const types = page.getByRole('row', { name: /^model_type/ });
      expect((await types.getByRole('cell').allTextContents()).sort()).toEqual([
        'Logistic regression',
        'Random forest',
      ]);
      await page.locator('[role=img] svg').first().waitFor();
    },
  );

  it('says in words why models cannot be compared', async () => {
    const { model_id } = (
      await stage.post<{ result: { model_id: number } }>('/api/scenarios/train-model', {
        dataset_id: 1,
        model_type: 'KNN',
        test_size: 0.3,
      })
    ).result;
    await page.goto(`/models/compare?ids=1,${model_id}`);
    await page.getByText('These models cannot be compared').waitFor();
    await page.getByText(`models ${model_id} and 1 were judged on different ones`).waitFor();
  });
});

it('cross-validates and chooses a threshold where the training is told to', async () => {
  await page.goto('/train?dataset=1&model=LogisticRegression');
  const folds = page.getByRole('spinbutton', { name: 'Cross-validation, folds' });
  await folds.fill('1');
  await page.getByText('Must be a whole number from 2 to 20.').waitFor();
  expect(await button('Train Model').isDisabled()).toBe(true);
  await folds.fill('4');
  await page.getByLabel('Threshold of two classes').selectOption('cost');
  await page.getByText('0 taken for 1').waitFor();
  await page.getByLabel('Cost of a miss').fill('3');
  await button('Train Model').click();
  await page.getByText('Completed').first().waitFor();
  await link('Report').click();
  await section('generalisation').getByText('Cross-validation, 4 folds').waitFor();
  await section('threshold').getByText('The training chose it by cost').waitFor();

  const [, id] = /models\/(\d+)\/report/.exec(page.url()) ?? [];
  await page.goto(`/predict?model=${id}`);
  await page.getByText(/Threshold: 0\.\d+\. 1 is predicted where its probability is at least this\./).waitFor();
  await page.setViewportSize({ width: 375, height: HEIGHT });
  await page.goto('/models');
  await page.getByText(/^Threshold: 0\.\d+$/).waitFor();
  await page.goto(`/models/compare?ids=2,${id}`);
  const thresholds = page.getByRole('row', { name: /^threshold/ }).getByRole('cell');
  await expect
    .poll(() => thresholds.allTextContents())
    .toEqual(['The likelier class', expect.stringMatching(/^0\.\d+$/)]);
});

it('draws each of six curves in a colour of its own', async () => {
  const ids = [1, 2];
  for (const n_neighbors of [3, 5, 7, 9]) {
    const wish = { dataset_id: 1, model_type: 'KNN', hyperparameters: { n_neighbors } };
    ids.push((await stage.post<{ model_id: number }>('/api/scenarios/train-model', wish)).model_id);
  }
  await page.goto(`/models/compare?ids=${ids.join(',')}`);
  const lines = page.locator('[role=img] g[aria-label=line] path');
  // The first is that of chance.
  await expect.poll(() => lines.count()).toBe(7);
  const strokes = await lines.evaluateAll((all) => all.map((line) => getComputedStyle(line).stroke));
  expect(new Set(strokes).size).toBe(7);
  expect(strokes).not.toContain('none');
});
