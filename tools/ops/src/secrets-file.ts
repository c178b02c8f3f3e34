import { readFile, rename, writeFile } from 'node:fs/promises';
import { OpsProblem } from './problem.ts';

interface SecretsFile {
  readonly variables: Readonly<Record<string, string>>;
}

/** Changes one secret in the file of a development house, at once or not at all. Raises SECRETS_MISSING. */
export async function changeSecret(
  file: string | undefined,
  variable: string,
  change: (before: string) => string,
): Promise<void> {
  const secrets = await readSecrets(file);
  const after = { ...secrets, variables: { ...secrets.variables, [variable]: change(secretIn(secrets, variable)) } };
  await writeFile(`${file}.new`, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, `${file}`);
}

/** One secret as it stands in the file. Raises SECRETS_MISSING. */
export const readSecret = async (file: string | undefined, variable: string): Promise<string> =>
  secretIn(await readSecrets(file), variable);

async function readSecrets(file: string | undefined): Promise<SecretsFile> {
  const text = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as SecretsFile;
  throw new OpsProblem(
    'SECRETS_MISSING',
    file ? `${file} cannot be read.` : 'No house runs here, and no file of secrets was given.',
    'Give the file with --secrets. Where secrets are kept elsewhere, change them there by the steps in docs/runbooks/key-rotation.md.',
  );
}

function secretIn({ variables }: SecretsFile, variable: string): string {
  const value = variables[variable];
  if (value) return value;
  throw new OpsProblem(
    'SECRETS_MISSING',
    `The file has no ${variable}.`,
    'Start the house once: it makes what is missing.',
  );
}
