/**
 * The part of fpm's command line that electron-builder uses for a deb.
 * @typedef {object} FpmOrder
 * @property {Record<string, string>} options by name without dashes
 * @property {string[]} depends
 * @property {string[]} recommends
 * @property {{ from: string, to: string }[]} files what goes where
 */

const FLAGS = new Set(['--force', '--debug', '-f']);
const REPEATED = new Map([
  ['-d', 'depends'],
  ['--depends', 'depends'],
  ['--deb-recommends', 'recommends'],
]);

/**
 * @param {readonly string[]} argv
 * @returns {FpmOrder}
 */
export function parseFpmCommandLine(argv) {
  /** @type {FpmOrder} */
  const order = { options: {}, depends: [], recommends: [], files: [] };
  const rest = [...argv];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (FLAGS.has(argument)) continue;
    const list = REPEATED.get(argument);
    if (list === 'depends' || list === 'recommends') order[list].push(rest.shift() ?? '');
    else if (argument.startsWith('-')) takeOption(order, argument, rest);
    else {
      const at = argument.lastIndexOf('=');
      order.files.push({ from: argument.slice(0, at), to: argument.slice(at + 1) });
    }
  }
  return order;
}

/**
 * @param {FpmOrder} order
 * @param {string} argument
 * @param {string[]} rest
 */
function takeOption(order, argument, rest) {
  const at = argument.startsWith('--') ? argument.indexOf('=') : -1;
  const name = (at < 0 ? argument : argument.slice(0, at)).replace(/^-+/, '');
  order.options[name] = at < 0 ? (rest.shift() ?? '') : argument.slice(at + 1);
}

/**
 * The control file of a deb.
 * @param {FpmOrder} order
 * @param {number} installedKilobytes
 */
export function controlFile({ options, depends, recommends }, installedKilobytes) {
  const [summary = '', ...description] = (options['description'] || options['name'] || '').trim().split('\n');
  const iteration = options['iteration'] ? `-${options['iteration']}` : '';
  const fields = {
    Package: options['name'],
    Version: `${options['version']}${iteration}`,
    Architecture: options['architecture'],
    Maintainer: options['maintainer'],
    Vendor: options['vendor'],
    License: options['license'],
    'Installed-Size': String(installedKilobytes),
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Section: options['category'] || 'default',
    Priority: options['deb-priority'] || 'optional',
    Homepage: options['url'],
    Description: [summary, ...description.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  return `${lines.join('\n')}\n`;
}
