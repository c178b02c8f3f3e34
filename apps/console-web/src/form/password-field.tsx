import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { words } from './words.ts';

/**
 * A password that can be shown while it is typed, by keyboard, too. Pasting and password managers are welcome. It always
 * begins empty: a default value would follow what is typed into the document, where every extension reads it.
 */
export const PasswordField = ({ defaultValue: _none, ...props }: PasswordInputProps) => (
  <PasswordInput
    {...props}
    spellCheck={false}
    autoCapitalize="none"
    visibilityToggleFocusable
    visibilityToggleButtonProps={{ 'aria-label': words.show }}
  />
);
