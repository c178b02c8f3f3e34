import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { words } from './words.ts';

interface FailedProps {
  readonly title: string;
  readonly detail: string;
  /** What to do. */
  readonly fix?: string | undefined;
  /** Named to support. */
  readonly requestId?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** What failed, what to do, and the id that support asks for. */
export const Failed = ({ title, detail, fix, requestId, onRetry }: FailedProps) => (
  <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={title}>
    <Stack gap="xs">
      <Text>
        {detail} {fix}
      </Text>
      <Group gap="sm">
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {words.failed.again}
          </Button>
        )}
        {requestId && (
          <Text size="xs">
            {words.failed.request} <Code>{requestId}</Code>
          </Text>
        )}
      </Group>
    </Stack>
  </Alert>
);
