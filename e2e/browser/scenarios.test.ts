import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { PredictionResult } from '@ml-microservices/shared/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.js';
import { setPages, setStage } from './start.js';

const stage = setStage();
let page: Page;

setPages(stage, (opened) => {
  page = opened;
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const link = (name: string) => page.getByRole('link', { name, exact: true });

describe('by mouse', () => {
  it('collects, trains, reads the report and predicts', async () => {
    await page.goto('/');
    await link('Collect data').click();
    await button('Everything: 891 rows').click();
    await button('Collect & Store').click();
    await page.getByText('891 rows stored as').waitFor();

    await page.getByRole('main').getByRole('link', { name: 'Train a model' }).click();
    await page.getByRole('radio', { name: 'Logistic regression' }).check();
    await button('Train Model').click();
    await page.getByText('Completed').first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/runs\/\d+$/);

    await link('Report').click();
    await page.getByRole('heading', { name: 'Confusion matrix' }).waitFor();
    expect(await page.getByText(/On 179 rows that the model never saw/).count()).toBe(1);
    await page.getByText('Shares', { exact: true }).click();
    await page.getByRole('cell', { name: /%$/ }).first().waitFor();

    await link('Predict').last().click();
    await page.getByRole('complementary', { name: 'What if' }).waitFor();
    await button('Run Inference').click();
    await page.getByRole('heading', { name: '1 prediction' }).waitFor();
  });

  it('saves the report as a page of its own', async () => {
    await page.goto('/models');
    await page.getByRole('row').nth(1).getByRole('link', { name: 'Report' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export HTML').click()]);
    expect(download.suggestedFilename()).toMatch(/^LogisticRegression_\d{8}_\d{6}\.html$/);
    const html = await readFile(await download.path(), 'utf8');
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain('Confusion matrix');
    expect(html).not.toMatch(/<script|src="http/i);
  });

  it('shows how the prediction moves with one value', async () => {
    await page.goto('/predict');
    const survived = page.getByRole('complementary', { name: 'What if' }).getByRole('listitem').nth(1);
    await survived.waitFor();
    const asMan = await survived.textContent();
    await page.getByLabel('Sex').selectOption('female');
    await expect.poll(() => survived.textContent()).not.toBe(asMan);
    await expect.poll(() => new URL(page.url()).searchParams.get('v.Sex')).toBe('female');
    const asWoman = await survived.textContent();
    const why = page.getByRole('table', { name: 'What each column adds to the prediction of 1' });
    await why.getByRole('row', { name: /^Sex female \+\d\.\d{3} for 1/ }).waitFor();
    await page.reload();
    await survived.waitFor();
    await expect.poll(() => survived.textContent()).toBe(asWoman);

    await page.getByText('CSV text', { exact: true }).click();
    await page.getByText('Form', { exact: true }).click();
    expect(await page.getByLabel('Sex').inputValue()).toBe('female');
    await page.getByLabel('Age').fill('60');
    await button('Run Inference').click();
    await page.getByRole('heading', { name: '1 prediction' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '1 prediction' }).waitFor();
    expect(await page.getByLabel('Age').inputValue()).toBe('60');
    expect(await page.getByLabel('Sex').inputValue()).toBe('female');
  });

  it('shows a command that predicts what the form does', async () => {
    await page.goto('/predict?v.Sex=female&v.Age=');
    await page.locator('summary', { hasText: 'From a program' }).click();
    const command = page.getByTestId('command');
    await expect.poll(() => command.textContent()).toContain('"Age":null');
    const survived = await page.getByTestId('what-if').textContent();
    const told = execFileSync('sh', ['-c', `${await command.textContent()} --silent`], { encoding: 'utf8' });
    const { predictions } = JSON.parse(told) as PredictionResult;
    expect(String(predictions[0].prediction)).toBe(survived);
  });

  it('predicts CSV text, and keeps text and results over a reload', async () => {
    await page.goto('/predict?by=text');
    await button('Fill in an example').click();
    const text = page.getByLabel('CSV text').last();
    await expect.poll(() => text.inputValue()).toMatch(/^Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n3,male,22,/);
    await button('Run Inference').click();
    await page.getByRole('heading', { name: '3 predictions' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '3 predictions' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(4);
    expect(await text.inputValue()).toMatch(/^Pclass/);
  });

  it('predicts a CSV file, says what it did with it, and gives the result as CSV', async () => {
    const csv = 'Embarked,Sex,Pclass,Age,SibSp,Parch,Fare,Note\nS,female,1,,0,0,80,x\nX,1,3,20,0,0,7,y\n';
    await page.goto('/predict?by=file');
    await page.setInputFiles('input[type=file]', {
      name: 'passengers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    });
    await button('Run Inference').click();
    await page.getByRole('heading', { name: '2 predictions' }).waitFor();
    await page.getByText('Age: 1 cell without a value, filled in').waitFor();
    await page.getByText('Note: the model does not use this column').waitFor();
    await page.getByText('Embarked: 1 cell with a category that the model has never seen').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link('Download CSV').click()]);
    const [header, ...rows] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
    expect(header).toBe(
      'Embarked,Sex,Pclass,Age,SibSp,Parch,Fare,Note,prediction,probability,probability_0,probability_1',
    );
    expect(rows).toHaveLength(2);
  });

  it('shows what depends on a dataset before it is deleted', async () => {
    await page.goto('/datasets');
    await page.getByRole('button', { name: /^Actions for titanic/ }).click();
    await page.getByRole('menuitem', { name: 'Name and description' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('passengers');
    await button('Save').click();
    await link('passengers').waitFor();
    await button('Actions for passengers').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await button('Delete').click();
    await page
      .getByRole('dialog')
      .getByText(/LogisticRegression_/)
      .waitFor();
    await button('Cancel').click();
    expect(await link('passengers').count()).toBe(1);
  });
});

describe('by keyboard', () => {
  it('collects, trains and predicts without a mouse', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Collect', exact: true }).waitFor();
    await page.getByLabel('Start after row').waitFor();
    await tabTo(page, 'Start after row');
    await page.keyboard.type('100');
    await tabTo(page, 'Name of the dataset');
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Control+Enter');
    await page.getByText('100 rows stored as').waitFor();

    await tabTo(page, 'Train a model');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Random forest' }).waitFor();
    await tabTo(page, 'Random forest');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.getByRole('radio', { name: 'Logistic regression' }).isChecked()).toBe(true);
    await tabTo(page, 'max_iter');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Completed').first().waitFor();

    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByLabel('Age').waitFor();
    await tabTo(page, 'Age');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('4');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '1 prediction' }).waitFor();
  });

  it('goes from a training over its report to a prediction by Tab, arrows and Enter alone', async () => {
    await page.goto('/train?dataset=1');
    await page.getByRole('combobox', { name: 'Dataset' }).waitFor();
    await tabTo(page, 'Random forest');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, 'Train Model');
    await page.keyboard.press('Enter');
    await page.getByText('Completed').first().waitFor();

    await tabTo(page, 'Report');
    await page.keyboard.press('Enter');
    const threshold = page.getByRole('slider', { name: 'Threshold' });
    await threshold.waitFor();
    await tabTo(page, 'Threshold');
    const before = await threshold.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => threshold.getAttribute('aria-valuetext')).not.toBe(before);

    await tabTo(page, 'Predict', 'Shift+Tab');
    await page.keyboard.press('Enter');
    const sex = page.getByLabel('Sex');
    await sex.waitFor();
    await tabTo(page, 'Sex');
    const typical = await sex.inputValue();
    await page.keyboard.press(typical === 'male' ? 'ArrowUp' : 'ArrowDown');
    expect(await sex.inputValue()).not.toBe(typical);
    await tabTo(page, 'Run Inference');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1 prediction' }).waitFor();
  });

  it('gives the focus to the menu of the row beside one that was deleted', async () => {
    for (const name of ['first to go', 'second to go']) {
      await stage.post('/api/storage/datasets', { name, columns: ['a'], rows: [[1]] });
    }
    await page.goto('/datasets?sort=-created_at');
    await button('Actions for second to go').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'Delete');
    await page.keyboard.press('Enter');
    await link('second to go').waitFor({ state: 'detached' });
    const focused = () => page.evaluate(() => document.activeElement?.ariaLabel);
    await expect.poll(focused).toBe('Actions for first to go');
  });

  it('skips to the content, lists its shortcuts and gives the focus back', async () => {
    await page.goto('/models');
    await page.getByRole('heading', { name: 'Models', exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.getByRole('searchbox').evaluate((input) => input === document.activeElement)).toBe(true);
  });
});
