import { type Reason, type ReasonEntry, reasons, warnings } from '@platform/kernel';
import { table } from './repository.ts';

const row = ([reason, entry]: readonly [string, ReasonEntry]): readonly string[] => [
  `<a id="${reason}"></a>\`${reason}\``,
  entry.service,
  `${entry.grpc} · ${entry.http}`,
  entry.retry,
  entry.title,
  entry.fix,
  entry.by,
  entry.metadata.map((name) => `\`${name}\``).join(' '),
];

const head = ['reason', 'raised by', 'gRPC · HTTP', 'retry', 'what happened', 'what to do', 'who can', 'metadata'];

/** docs/errors.md: every reason of the registry, in its order. */
export function errorsPage(): string {
  const all = Object.entries(reasons) as [Reason, ReasonEntry][];
  return `# Errors

Every refusal carries one of these reasons: over gRPC in \`google.rpc.ErrorInfo\`, over HTTP as the member \`reason\` of an
\`application/problem+json\` document. A reason is never renamed or re-meant. This page is generated from
\`libs/kernel/reasons.table\`; change that file and run \`npm run codegen\` and \`npm run docs\`.

*retry*: \`no\` never unchanged, \`yes\` at once, \`after\` when the stated time has passed, \`reread\` after reading again.

## Admin and console APIs

${table(head, all.filter(([, entry]) => !entry.verdict).map(row))}

## Activation verdicts

A verdict is 400, 401 or 403 and nothing else: 407, 408, 429 and every 5xx is trouble, never a verdict.

${table(head, all.filter(([, entry]) => entry.verdict).map(row))}

## Warnings of an activation

They never block.

${table(
  ['warning', 'says'],
  Object.entries(warnings).map(([name, says]) => [`\`${name}\``, says]),
)}
`;
}
