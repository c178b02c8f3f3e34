import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, type SettingRow } from '@platform/config';
import { between, root, table, textOf } from './repository.ts';

interface ConfigModule {
  readonly schema?: Parameters<typeof describe>[0];
}

/** A default that hangs on this machine, as it reads on any: from the repository's root, or from one's home. */
export const portable = (fallback: string, places = { root, home: homedir() }): string =>
  fallback.replaceAll(`${places.root}/`, '').replace(/^[^,]*/, (first) => {
    const inHome = first.startsWith(`${places.home}/`);
    return inHome ? `~${first.slice(places.home.length)}` : first;
  });

const rowOf = ({ name, default: fallback, required, secret, says }: SettingRow): readonly string[] => [
  `\`${name}\``,
  required ? '**required**' : fallback && `\`${fallback}\``,
  secret ? `${says} _Secret._` : says,
];

const lineOf = ({ name, default: fallback, required, says }: SettingRow): string =>
  `# ${says}${required ? ' Required.' : ''}\n${required ? '' : '# '}${name}=${fallback}`;

/** README and `.env.example` of a project that has settings: its one schema, written out. */
export async function settingsOf(folder: string): Promise<readonly (readonly [path: string, text: string])[]> {
  const file = `${folder}/src/config.ts`;
  if (textOf(file) === '') return [];
  const { schema } = (await import(pathToFileURL(join(root, file)).href)) as ConfigModule;
  if (!schema) return [];
  const rows = describe(schema).map((row) => ({ ...row, default: portable(row.default) }));
  const readme = between(
    textOf(`${folder}/README.md`),
    'settings',
    table(['variable', 'default', 'says'], rows.map(rowOf)),
  );
  return [
    [`${folder}/README.md`, readme],
    [`${folder}/.env.example`, `${rows.map(lineOf).join('\n')}\n`],
  ];
}
