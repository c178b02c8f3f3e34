import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './secret-field.module.css';
import type { BriefSecret } from './use-brief-secret.ts';
import { words } from './words.ts';

interface SecretFieldProps {
  /** What it is the value of. */
  readonly label: string;
  /** Prefix and last characters, which may always be seen. */
  readonly masked: string;
  readonly secret: BriefSecret;
  /** Brings the value to the screen. Absent: it cannot be brought back here. */
  readonly onReveal?: (() => void) | undefined;
  /** The value for the clipboard, seen or not. Absent: only what is seen can be copied. */
  readonly onCopy?: (() => Promise<string | undefined>) | undefined;
  readonly busy?: boolean;
  /** Why it cannot be seen now although it was brought. */
  readonly note?: ReactNode;
}

/** A secret: masked, brought to the screen when asked for, and gone again by itself. It is never printed. */
export function SecretField({ label, masked, secret, onReveal, onCopy, busy = false, note }: SecretFieldProps) {
  const { value, secondsLeft, hide } = secret;
  const give = onCopy ?? (() => value);
  return (
    <Stack gap={4}>
      <fieldset className={classes.field} aria-label={label} data-shown={value === undefined ? undefined : true}>
        <span className={classes.value} translate="no">
          {value ?? masked}
        </span>
        <Group gap="xs" wrap="nowrap">
          {(onReveal || value !== undefined) && (
            <Button
              size="xs"
              variant="default"
              aria-busy={busy}
              leftSection={picture(busy, value !== undefined)}
              onClick={value === undefined ? onReveal : hide}
            >
              {value === undefined ? words.secret.reveal : words.secret.hide}
            </Button>
          )}
          {(onCopy || value !== undefined) && <CopyButton what={label} give={give} />}
        </Group>
      </fieldset>
      <Text size="xs" c="dimmed" mih={16}>
        {value !== undefined && words.secret.hiddenAgain(secondsLeft)}
        <span role="status">{note}</span>
      </Text>
    </Stack>
  );
}

const picture = (busy: boolean, isShown: boolean) =>
  busy ? <Loader size={14} /> : isShown ? <IconEyeOff size={14} aria-hidden /> : <IconEye size={14} aria-hidden />;
