import { join } from 'node:path';
import { _electron, expect, test as base, type Page } from '@playwright/test';
import type { Sandbox } from '../../src-sandbox/sandbox.ts';
import { startSandbox } from '../../src-sandbox/sandbox.ts';
import { axeProblems } from '../gallery/axe-check.ts';
import { cleanEnvironment } from '../support/clean-environment.ts';
import { projectRoot } from '../support/project-root.ts';

/** The sandbox's own page in Electron's Chromium; its webhooks go nowhere. */
const test = base.extend<{ sandbox: Sandbox; page: Page; complaints: string[] }>({
  sandbox: async ({}, provide) => {
    await using sandbox = await startSandbox({ appSecret: 'secret', verifyToken: 'verify', token: 'token' });
    await sandbox.control.customerWrites({ from: '447700900123', name: 'Ada Finch', text: 'Is the kettle back?' });
    await sandbox.control.customerWrites({ from: '966501234567', name: 'نورة', text: 'هل الطلب رقم 10455 جاهز؟' });
    await provide(sandbox);
  },
  complaints: async ({}, provide) => provide([]),
  page: async ({ sandbox, complaints }, provide) => {
    const app = await _electron.launch({
      args: [join(projectRoot, 'tests', 'gallery', 'shell.mjs')],
      cwd: projectRoot,
      chromiumSandbox: true,
      env: cleanEnvironment({ ELECTRON_DISABLE_SECURITY_WARNINGS: 'true' }),
    });
    const page = await app.firstWindow();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(sandbox.page);
    await provide(page);
    await app.close();
  },
});

function messages(page: Page) {
  return page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Customers' }).getByRole('button', { name }).click();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
}

async function chatOf({ control }: Sandbox, phone: string): Promise<readonly string[]> {
  const { customers } = await control.state();
  const chat = customers.find(({ waId }) => waId === phone)?.messages ?? [];
  return chat.map(({ author, text }) => `${author}: ${text}`);
}

test('writes as the customer, and answers on the owner’s phone', async ({ sandbox, page, complaints }) => {
  await choose(page, 'Ada Finch');
  await write(page, 'The blue one?');
  await expect(messages(page).filter({ hasText: 'The blue one?' })).toContainText('Customer');
  await page.getByRole('radio', { name: "On the owner's phone" }).check();
  await write(page, 'On Thursday');
  await expect(messages(page).filter({ hasText: 'On Thursday' })).toContainText("Owner's phone");
  expect(await chatOf(sandbox, '447700900123')).toEqual([
    'customer: Is the kettle back?',
    'customer: The blue one?',
    'phone: On Thursday',
  ]);
  await expect(page.getByText(/24-hour window open, (24 h 0|23 h 59) min left/)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('sends other content, reacts, edits and deletes, as the customer’s phone shows it', async ({ sandbox, page }) => {
  await choose(page, 'نورة');
  await page.getByRole('button', { name: 'Location' }).click();
  await expect(messages(page)).toHaveCount(2);
  expect(await chatOf(sandbox, '966501234567')).toContain('customer: [location]');

  const question = messages(page).filter({ hasText: '10455' });
  await question.locator('summary').click();
  await question.getByRole('button', { name: 'React 🙏' }).click();
  await expect(question.getByRole('img', { name: 'Reaction of the customer: 🙏' })).toBeVisible();

  await question.getByRole('textbox', { name: 'New text' }).fill('هل الطلب رقم 10456 جاهز؟');
  await question.getByRole('button', { name: 'Edit' }).click();
  const edited = messages(page).filter({ hasText: '10456' });
  await expect(edited).toContainText('edited');
  await edited.getByRole('button', { name: 'Delete' }).click();
  await expect(messages(page).filter({ hasText: 'This message was deleted' })).toHaveCount(1);
});

test('shows what happens elsewhere by itself, finds customers, and takes in new ones', async ({ sandbox, page }) => {
  await choose(page, 'Ada Finch');
  await sandbox.control.customerWrites({ from: '447700900123', text: 'Written elsewhere' });
  await expect(messages(page).filter({ hasText: 'Written elsewhere' })).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search customers' }).fill('nobody like this');
  await expect(page.getByText('0 of 2 customers')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('9665');
  await expect(page.getByText('1 of 2 customers')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('');

  await page.getByRole('textbox', { name: 'Phone' }).fill('+44 7700 900999');
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace');
  await page.getByRole('button', { name: 'New customer says hello' }).click();
  await expect(page.getByRole('heading', { name: 'Grace' })).toBeVisible();
  expect(await chatOf(sandbox, '447700900999')).toEqual(['customer: Hello']);
});

test('orders faults and takes them back; what the world refuses is said in its words', async ({ sandbox, page }) => {
  await choose(page, 'Ada Finch');
  await page.locator('.faults summary').click();
  await page.getByRole('button', { name: 'Drop the next 3 deliveries' }).click();
  await expect(page.getByText('Faults (1 ordered)')).toBeVisible();
  expect((await sandbox.control.state()).faults.deliveries).toMatchObject([{ fault: 'drop', left: 3 }]);
  await page.getByRole('button', { name: 'Take all faults back' }).click();
  await expect(page.getByText('Faults', { exact: true })).toBeVisible();

  await sandbox.control.advanceClock(20 * 60);
  const question = messages(page).filter({ hasText: 'kettle' });
  await question.locator('summary').click();
  await question.getByRole('textbox', { name: 'New text' }).fill('Too late');
  await question.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('alert')).toContainText('15 minutes');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is accessible, with everything open (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await choose(page, 'نورة');
    await messages(page).first().locator('summary').click();
    await page.locator('.faults summary').click();
    expect(await axeProblems(page, 'everything')).toEqual([]);
  });
}
