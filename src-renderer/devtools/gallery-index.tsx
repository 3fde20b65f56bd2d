import { useState } from 'react';
import { contrastSchema, densitySchema, themeSchema } from '../../src-shared/ipc/appearance.ts';
import styles from './gallery-index.module.css';
import { WORDINGS } from './gallery-query.ts';
import { SCENE_GROUPS } from './scene-groups.ts';

/** CSS pixels of the window. */
const SIZES = { '1280 × 800': [1280, 800], '1920 × 1080': [1920, 1080], '960 × 640': [960, 640] } as const;

/** What can be switched, by its name in a scene's address; the first is the usual one. */
const SWITCHES = {
  theme: themeSchema.options,
  contrast: contrastSchema.options,
  density: densitySchema.options,
  words: WORDINGS,
  locale: ['en-GB', 'en-US', 'en-IN', 'ru-RU', 'es-MX', 'es-ES', 'pt-BR', 'hi-IN', 'id-ID'],
} as const;
const ZOOMS = ['100 %', '150 %', '200 %'] as const;

type Switch = keyof typeof SWITCHES;
type Choices = Readonly<Record<Switch | 'size' | 'zoom', string>>;

const USUAL: Choices = {
  theme: 'system',
  contrast: 'system',
  density: 'comfortable',
  words: 'own',
  locale: 'en-GB',
  size: '1280 × 800',
  zoom: '100 %',
};

/** Every scene by group, and one of them on a stage with what is switched. */
export function GalleryIndex() {
  const [scene, setScene] = useState('inbox');
  const [choices, setChoices] = useState(USUAL);
  const address = addressOf(scene, choices);
  return (
    <div className={styles['gallery']}>
      <nav className={styles['scenes']} aria-label="Scenes">
        {SCENE_GROUPS.map(({ title, scenes }) => (
          <section key={title}>
            <h2 className={styles['title']}>{title}</h2>
            {Object.keys(scenes).map((name) => (
              <button
                key={name}
                type="button"
                className={styles['scene']}
                aria-current={name === scene || undefined}
                onClick={() => setScene(name)}
              >
                {name}
              </button>
            ))}
          </section>
        ))}
      </nav>
      <main className={styles['main']}>
        <Switches choices={choices} onChange={setChoices} />
        <a className={styles['address']} href={address}>
          {address}
        </a>
        <Stage address={address} title={scene} choices={choices} />
      </main>
    </div>
  );
}

type SwitchesProps = { readonly choices: Choices; readonly onChange: (choices: Choices) => void };

function Switches({ choices, onChange }: SwitchesProps) {
  const values = { ...SWITCHES, size: Object.keys(SIZES), zoom: ZOOMS };
  return (
    <form className={styles['switches']}>
      {Object.entries(values).map(([name, options]) => (
        <label key={name} className={styles['switch']}>
          {name}
          <select defaultValue={options[0]} onChange={({ target }) => onChange({ ...choices, [name]: target.value })}>
            {options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        </label>
      ))}
    </form>
  );
}

type StageProps = { readonly address: string; readonly title: string; readonly choices: Choices };

/** Zooms as a browser does: the window has fewer CSS pixels, each of them larger. */
function Stage({ address, title, choices }: StageProps) {
  const [width, height] = Object.entries(SIZES).find(([name]) => name === choices.size)?.[1] ?? SIZES['1280 × 800'];
  const zoom = Number.parseInt(choices.zoom, 10) / 100;
  return (
    <div className={styles['stage']} style={{ inlineSize: width, blockSize: height }}>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, which loads its modules by its origin */}
      <iframe
        key={address}
        className={styles['window']}
        title={title}
        src={address}
        width={width / zoom}
        height={height / zoom}
        style={{ transform: `scale(${zoom})` }}
      />
    </div>
  );
}

function addressOf(scene: string, choices: Choices): string {
  const { theme, contrast, density, words, locale } = choices;
  return `?${new URLSearchParams({ scene, theme, contrast, density, words, locale }).toString()}`;
}
