import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('the console speaks the language of the system', async ({ world }) => {
  const desk = await world.openConsole(0, { LANG: 'pt_BR.UTF-8', LANGUAGE: '', LC_ALL: '' });
  await expect(desk.page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await expect(desk.page.getByRole('heading', { name: 'Caixa de entrada' })).toBeVisible();
});

test('a chosen language is spoken at once, by notifications too, and after a restart', async ({
  world,
  desk,
  desktop,
}) => {
  await world.customer('Ada').writes('A person, please');
  await expect(desk.conversation('Ada')).toBeVisible();

  await desk.page.keyboard.press('Control+k');
  await desk.page.getByRole('combobox').fill('hindi');
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.getByRole('heading', { name: 'इनबॉक्स' })).toBeVisible();

  await world.botHandsOver('Ada', '');
  const called = await desktop.nth(1);
  expect(called).toMatchObject({
    summary: 'ग्राहक को किसी व्यक्ति से बात करनी है',
    body: 'सँभालने के लिए बातचीत खोलें।',
  });

  await desk.restart();
  await expect(desk.page.getByRole('heading', { name: 'इनबॉक्स' })).toBeVisible();
  await expect(desk.page.locator('html')).toHaveAttribute('lang', /^hi/);
});
