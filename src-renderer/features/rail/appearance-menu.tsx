import { Contrast, Monitor, Moon, Rows2, Rows3, Sun } from 'lucide-react';
import { setContrast, setDensity, setLanguage, setTheme, useAppearance } from '../../stores/appearance-store.ts';
import { useText } from '../../text/text-context.ts';
import { ChoiceGroup, ChoiceMenu } from '../../ui/choice-menu.tsx';

const THEME_ICON = { system: Monitor, light: Sun, dark: Moon } as const;

/** How the console looks and speaks: light or dark, density, contrast, language. */
export function AppearanceMenu() {
  const { t } = useText();
  const { theme, contrast, density, language } = useAppearance();
  const themes = [
    { value: 'system', label: t('appearance.theme.system'), icon: Monitor },
    { value: 'light', label: t('appearance.theme.light'), icon: Sun },
    { value: 'dark', label: t('appearance.theme.dark'), icon: Moon },
  ] as const;
  const contrasts = [
    { value: 'system', label: t('appearance.contrast.system'), icon: Monitor },
    { value: 'more', label: t('appearance.contrast.more'), icon: Contrast },
  ] as const;
  const densities = [
    { value: 'comfortable', label: t('appearance.density.comfortable'), icon: Rows2 },
    { value: 'compact', label: t('appearance.density.compact'), icon: Rows3 },
  ] as const;
  const languages = [
    { value: 'system', label: t('appearance.language.system'), icon: Monitor },
    { value: 'en', label: t('appearance.language.en'), icon: null, lang: 'en' },
    { value: 'es', label: t('appearance.language.es'), icon: null, lang: 'es' },
    { value: 'id', label: t('appearance.language.id'), icon: null, lang: 'id' },
    { value: 'pt-BR', label: t('appearance.language.pt-br'), icon: null, lang: 'pt-BR' },
    { value: 'ru', label: t('appearance.language.ru'), icon: null, lang: 'ru' },
    { value: 'hi', label: t('appearance.language.hi'), icon: null, lang: 'hi' },
  ] as const;
  return (
    <ChoiceMenu label={t('appearance.label')} icon={THEME_ICON[theme]} side="end">
      <ChoiceGroup label={t('appearance.theme')} choices={themes} chosen={theme} onChoose={setTheme} />
      <ChoiceGroup label={t('appearance.density')} choices={densities} chosen={density} onChoose={setDensity} />
      <ChoiceGroup label={t('appearance.contrast')} choices={contrasts} chosen={contrast} onChoose={setContrast} />
      <ChoiceGroup label={t('appearance.language')} choices={languages} chosen={language} onChoose={setLanguage} />
    </ChoiceMenu>
  );
}
