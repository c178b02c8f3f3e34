import { type PasswordInputProps, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { charactersIn, SHORTEST } from './new-password.ts';
import { PasswordField } from './password-field.tsx';
import { words } from './words.ts';

/** A password that is being chosen, with a hint that counts along. Whether it is good enough is for the server to say. */
export function NewPasswordField(props: PasswordInputProps) {
  const [typed, setTyped] = useState(0);
  const missing = SHORTEST - typed;
  const hint =
    typed === 0 ? words.password.empty(SHORTEST) : missing > 0 ? words.password.more(missing) : words.password.enough;
  return (
    <>
      <PasswordField
        {...props}
        autoComplete="new-password"
        description={hint}
        onInput={({ currentTarget }) => setTyped(charactersIn(currentTarget.value))}
      />
      {/* Counting aloud at every key would be in the way; that it is enough is said once. */}
      <VisuallyHidden role="status">{typed > 0 && missing <= 0 ? words.password.enough : ''}</VisuallyHidden>
    </>
  );
}
