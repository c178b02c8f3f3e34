import { Alert, Group, Text, VisuallyHidden } from '@mantine/core';
import { relative, useNow } from '@platform/ui';
import { IconAntennaBarsOff, IconClockPause, IconRefreshAlert, IconWifiOff } from '@tabler/icons-react';
import type { Behind } from './behind.ts';
import { useUpdatedAt } from './use-updated-at.ts';
import { words } from './words.ts';

const icons = {
  offline: IconWifiOff,
  lost: IconAntennaBarsOff,
  failing: IconRefreshAlert,
  deaf: IconClockPause,
} as const satisfies Record<Behind, unknown>;

/** Says why the page may be behind, and how far; nothing while it is not. */
export function StateBar({ behind }: { readonly behind: Behind | undefined }) {
  const Icon = behind && icons[behind];
  return (
    <>
      {Icon && (
        <Alert color="orange" variant="light" py={6} mb="md" icon={<Icon aria-hidden />}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{words.state[behind]}</Text>
            <Updated />
          </Group>
        </Alert>
      )}
      {/* Told once, and not again with every second that goes by. */}
      <VisuallyHidden role="status">{behind && words.state[behind]}</VisuallyHidden>
    </>
  );
}

function Updated() {
  const now = useNow(1_000);
  const at = useUpdatedAt();
  return at && <Text size="sm">{words.updated(relative(at, now))}</Text>;
}
