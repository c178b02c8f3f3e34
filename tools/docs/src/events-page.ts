import { topicNames, topics } from '@platform/contracts';
import { table } from './repository.ts';

/** docs/events.md: topics and the messages on them. */
export function eventsPage(): string {
  const rows = topicNames.flatMap((topic) => Object.keys(topics[topic]).map((type) => [`\`${topic}\``, `\`${type}\``]));
  return `# Events

Each message is a \`platform.v1.Event\`: the CloudEvents 1.0 attributes, ours, and the encoded message that \`type\` names. The key of a topic is
the workspace id (user id for identity), so that what happens in one workspace stays in order. What a listener cannot read or handle goes to
\`<topic>.dead\` with the reason in its headers. Generated from \`libs/contracts/src/topics.ts\`.

${table(['topic', 'message'], rows)}
`;
}
