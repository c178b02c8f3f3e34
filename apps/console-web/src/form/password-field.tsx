import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { words } from './words.ts';

/** A password that can be shown while it is typed, by keyboard, too. Pasting and password managers are welcome. */
export const PasswordField = (props: PasswordInputProps) => (
  <PasswordInput
    {...props}
    spellCheck={false}
    autoCapitalize="none"
    visibilityToggleFocusable
    visibilityToggleButtonProps={{ 'aria-label': words.show }}
  />
);
