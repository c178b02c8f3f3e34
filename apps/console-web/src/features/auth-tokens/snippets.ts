import type { Snippet } from '@platform/ui';

/** The words of the sources for a value that is not there. */
const placeholder = '<YOUR_AUTH_TOKEN>';

export const tools = ['cli', 'bash', 'powershell', 'docker', 'compose', 'github', 'gitlab'] as const;
export type Tool = (typeof tools)[number];

/**
 * How each tool is given the token. Only lines that one runs oneself ever hold a value, and only when one is given;
 * whatever is written into a file names the variable. Docker's and compose's expressions are S-111 and S-112 byte for
 * byte: their default is a single blank, which counts as missing.
 */
export function snippetsFor(value = placeholder): readonly (Snippet & { readonly id: Tool })[] {
  return [
    {
      ...{ id: 'cli', name: 'CLI' },
      code: `localstack auth set-token ${value}\nlocalstack start`,
      note: 'Kept for the localstack command on this machine; containers that you start yourself do not read it.',
    },
    {
      ...{ id: 'bash', name: 'bash' },
      code: `export LOCALSTACK_AUTH_TOKEN="${value}"\nlocalstack start`,
      note: 'Holds for this shell. A blank in front of the line keeps it out of the history of most shells.',
    },
    {
      ...{ id: 'powershell', name: 'PowerShell' },
      code: `$env:LOCALSTACK_AUTH_TOKEN = "${value}"\nlocalstack start`,
      note: 'Holds for this window.',
    },
    { ...{ id: 'docker', name: 'Docker' }, code: docker, note: 'Set LOCALSTACK_AUTH_TOKEN in your shell first.' },
    {
      ...{ id: 'compose', name: 'Docker Compose' },
      code: compose,
      note: 'Set LOCALSTACK_AUTH_TOKEN in your shell, or in an .env file that git ignores.',
    },
    {
      ...{ id: 'github', name: 'GitHub Actions' },
      code: github,
      note: 'Needs a CI Auth Token as the repository’s secret: a Developer Auth Token is refused in CI.',
    },
    {
      ...{ id: 'gitlab', name: 'GitLab CI' },
      code: gitlab,
      note: 'Needs a CI Auth Token as a masked variable of the project: a Developer Auth Token is refused in CI.',
    },
  ];
}

// The shell's own ${…}, not ours.
const docker = [
  'docker run \\',
  '  --rm -it \\',
  '  -p 4566:4566 \\',
  '  -p 4510-4559:4510-4559 \\',
  `  -e LOCALSTACK_AUTH_TOKEN=$\{LOCALSTACK_AUTH_TOKEN:- } \\`,
  '  localstack/localstack-pro',
].join('\n');

const compose = [
  'services:',
  '  localstack:',
  '    image: localstack/localstack-pro',
  '    ports:',
  '      - "4566:4566"',
  '      - "4510-4559:4510-4559"',
  '    environment:',
  `      - LOCALSTACK_AUTH_TOKEN=$\{LOCALSTACK_AUTH_TOKEN- }`,
].join('\n');

const github = [
  '- name: Start LocalStack',
  '  run: localstack start -d',
  '  env:',
  `    LOCALSTACK_AUTH_TOKEN: $\{{ secrets.LOCALSTACK_AUTH_TOKEN }}`,
].join('\n');

// GitLab puts the project's variables into the job's environment by itself.
const gitlab = [
  'integration-test:',
  '  script:',
  `    - 'test -n "$LOCALSTACK_AUTH_TOKEN"  # Settings, CI/CD, Variables'`,
  '    - localstack start -d',
].join('\n');
