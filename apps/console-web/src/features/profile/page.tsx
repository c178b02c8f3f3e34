import { Skeleton, Stack, Text } from '@mantine/core';
import { PageHeader, Section } from '@platform/ui';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../../session/queries.ts';
import { PasswordForm } from './password-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { Sessions } from './sessions.tsx';
import { words } from './words.ts';

/** Name, dates and zone, the password, and the sessions with the way to end them. */
export function ProfilePage() {
  const { data } = useQuery(meQuery);
  return (
    <>
      <PageHeader title={words.title} purpose={words.purpose} />
      <Stack gap="xl" maw={760}>
        <Section title={words.you.title}>{data ? <ProfileForm user={data.user} /> : <Skeleton height={260} />}</Section>
        <Section title={words.password.title}>
          <PasswordForm />
        </Section>
        <Section title={words.sessions.title}>
          <Text size="sm" c="dimmed" mb="xs">
            {words.sessions.says}
          </Text>
          <Sessions />
        </Section>
      </Stack>
    </>
  );
}
