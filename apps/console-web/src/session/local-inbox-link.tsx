import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { pages } from '../pages.ts';
import { words } from './local-inbox-words.ts';

/** Where the mails of a development house are read. Absent wherever the gateway has no local inbox. */
export function LocalInboxLink() {
  const { data: isLocal = false } = useQuery({
    queryKey: ['local-inbox'],
    queryFn: async ({ signal }) => (await fetch('/v1/local-mails', { method: 'HEAD', signal })).ok,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!isLocal) return null;
  return (
    <Text size="sm">
      {words.said}{' '}
      <Anchor href={pages.inbox.path} target="_blank" inherit underline="always">
        {words.link}
      </Anchor>
    </Text>
  );
}
