import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { FactList, Instant, SecretField, Section } from '@platform/ui';
import { IconRefresh, IconShieldLock } from '@tabler/icons-react';
import { problemIn } from '../../api/problem.ts';
import { Refusal } from '../../form/refusal.tsx';
import { useActDialog } from '../../shell/use-act-dialog.ts';
import { lastUseOf, type Token } from './current-token.ts';
import { ResetDialog } from './reset-dialog.tsx';
import { UseToken } from './use-token.tsx';
import { type TokenValue, useTokenValue } from './use-token-value.ts';
import { words } from './words.ts';

interface DeveloperTokenProps {
  readonly workspaceId: string;
  readonly token: Token;
}

/** One's Developer Auth Token, what to do with it, and how to be rid of it. */
export function DeveloperToken({ workspaceId, token }: DeveloperTokenProps) {
  const dialog = useActDialog('reset');
  const value = useTokenValue(workspaceId, token);
  return (
    <Stack gap="lg">
      <Section
        title={words.developer.title}
        aside={
          <Badge color="green" variant="light" size="lg" tt="none">
            {words.developer.active}
          </Badge>
        }
      >
        <Stack>
          <Text>{words.developer.says}</Text>
          <Value token={token} value={value} />
          <Group justify="space-between" align="flex-end" gap="md">
            <Facts token={token} />
            <Button
              color="red"
              variant="light"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={dialog.open}
            >
              {words.reset.button}
            </Button>
          </Group>
          <Confidential />
        </Stack>
      </Section>
      <UseToken value={value} />
      <Section title={words.ci.title}>
        <Text>{words.ci.says}</Text>
      </Section>
      <ResetDialog workspaceId={workspaceId} token={token} dialog={dialog} />
      {value.stepUpDialog}
    </Stack>
  );
}

const Value = ({ token, value }: { readonly token: Token; readonly value: TokenValue }) => (
  <Stack gap="xs">
    <Refusal problem={problemIn(value.error)} />
    <SecretField
      label={words.developer.title}
      masked={token.display}
      secret={value.secret}
      busy={value.busy}
      note={value.isWithheld && words.developer.withheld}
      onReveal={() => void value.reveal()}
      onCopy={value.fetch}
    />
  </Stack>
);

function Facts({ token }: { readonly token: Token }) {
  const lastUse = lastUseOf(token);
  return (
    <FactList
      facts={{
        [words.developer.created]: <Instant at={token.created_at} />,
        [words.developer.lastUsed]: lastUse ? <Instant at={lastUse} /> : words.developer.never,
      }}
    />
  );
}

/** What has to be said wherever Auth Tokens are spoken of (S-69, S-73, S-158). */
const Confidential = () => (
  <Alert
    variant="default"
    icon={<IconShieldLock color="var(--mantine-color-orange-text)" aria-hidden />}
    title={words.confidential.title}
    role="note"
  >
    <Text size="sm">
      {words.confidential.says} {words.confidential.published}
    </Text>
  </Alert>
);
