import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, call } from '../../api/client.ts';
import { words } from './words.ts';

type Overview = AnswerOf<'getOverview'>;
type Member = AnswerOf<'getMember'>['member'];

const most = 3;

/** The admins of the workspace, for whoever needs one; nothing for an Admin, who is told what to do instead. */
export function WhoCanHelp({ overview }: { readonly overview: Overview }) {
  const { member, workspace } = overview;
  const isAdmin = member.role === 'admin';
  const { data = [] } = useQuery({
    queryKey: ['members', workspace.id, 'admins'],
    enabled: !isAdmin && member.permissions.includes('members.read'),
    queryFn: async ({ signal }) => {
      const query = { page_size: 200 };
      const page = await call('listMembers', { params: { workspace_id: workspace.id }, query, signal });
      return (page.members as readonly Member[])
        .filter(({ role, status }) => role === 'admin' && status === 'active')
        .slice(0, most);
    },
  });
  if (data.length === 0) return null;
  return (
    <div>
      <Text c="dimmed" size="sm">
        {words.license.ask}
      </Text>
      {data.map(({ id, name, email }) => (
        <Text key={id}>
          {name}, <Anchor href={`mailto:${email}`}>{email}</Anchor>
        </Text>
      ))}
    </div>
  );
}
