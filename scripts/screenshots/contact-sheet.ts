/** One picture of a scene. */
export type Picture = { readonly scene: string; readonly name: string };

/** A page that shows pictures by scene; each lies at `gallery/SCENE/NAME.png` beside it. */
export function contactSheet(pictures: readonly Picture[]): string {
  const scenes = Map.groupBy(pictures, ({ scene }) => scene);
  const sections = [...scenes].map(([scene, ofScene]) => `<h2>${scene}</h2><div>${ofScene.map(figure).join('')}</div>`);
  return `<!doctype html>
<meta charset="utf-8">
<title>Echodesk: every scene</title>
<style>
  body { font: 14px system-ui; margin: 24px; background: #888; }
  div { display: flex; flex-wrap: wrap; gap: 16px; }
  figure { margin: 0; }
  img { inline-size: 480px; display: block; }
</style>
${sections.join('\n')}
`;
}

function figure({ scene, name }: Picture): string {
  const file = `gallery/${scene}/${name}.png`;
  return `<figure><a href="${file}"><img src="${file}" alt="${scene}, ${name}" loading="lazy"></a><figcaption>${name}</figcaption></figure>`;
}
