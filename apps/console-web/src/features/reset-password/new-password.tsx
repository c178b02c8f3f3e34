import { Button, Stack, Text } from '@mantine/core';
import { auth } from '@platform/console-api';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { problemIn } from '../../api/problem.ts';
import { NewPasswordField } from '../../form/new-password-field.tsx';
import { Refusal } from '../../form/refusal.tsx';
import { useApiForm } from '../../form/use-api-form.ts';
import { spend } from '../../session/mailed-secret.ts';
import { OutsideTitle } from '../../shell/outside-title.tsx';
import { words } from './words.ts';

interface NewPasswordProps {
  readonly secret: string;
  readonly onDone: () => void;
  /** The link can do nothing any more; the reason of the refusal. */
  readonly onDead: (reason: string) => void;
}

/** The password alone is a field of the form; the secret stays out of the page. */
export function NewPassword({ secret, onDone, onDead }: NewPasswordProps) {
  const queries = useQueryClient();
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.resetPassword.body.pick({ new_password: true }),
    initialValues: { new_password: '' },
    send: ({ new_password }) => call('resetPassword', { body: { secret, new_password } }).then(() => '', deadBy),
    onDone: (reason) => {
      spend('resetPassword');
      if (reason) return onDead(reason);
      queries.clear();
      onDone();
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <OutsideTitle>{words.title}</OutsideTitle>
        <Text size="sm">{words.purpose}</Text>
        <Refusal problem={problem} />
        <NewPasswordField
          {...form.getInputProps('new_password')}
          key={form.key('new_password')}
          name="new-password"
          label={words.password}
          autoFocus
        />
        <Button type="submit" loading={sending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}

const dead = ['VERIFICATION_TOKEN_INVALID', 'VERIFICATION_TOKEN_EXPIRED', 'USER_SUSPENDED'];

/** Why the link can do nothing any more. Raises every other error again. */
function deadBy(error: unknown): string {
  const problem = problemIn(error);
  if (problem && dead.includes(problem.reason)) return problem.reason;
  if (problem?.errors.some(({ pointer }) => pointer.endsWith('/secret'))) return 'VERIFICATION_TOKEN_INVALID';
  throw error;
}
