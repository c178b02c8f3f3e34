import { TextInput, type TextInputProps } from '@mantine/core';

/** An e-mail address under which password managers keep the password. */
export const EmailField = (props: TextInputProps) => (
  <TextInput type="email" name="email" autoComplete="username" spellCheck={false} autoCapitalize="none" {...props} />
);
