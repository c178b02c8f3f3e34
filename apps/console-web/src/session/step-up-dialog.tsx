import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { auth } from '@platform/console-api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../api/client.ts';
import { PasswordField } from '../form/password-field.tsx';
import { Refusal } from '../form/refusal.tsx';
import { useApiForm } from '../form/use-api-form.ts';
import { meQuery } from './queries.ts';
import { words } from './step-up-words.ts';

interface StepUpDialogProps {
  readonly opened: boolean;
  /** Whether the password was right; false: the person gave up. */
  readonly onEnd: (isProved: boolean) => void;
}

/** Asks for the password again. */
export const StepUpDialog = ({ opened, onEnd }: StepUpDialogProps) => (
  <Modal
    opened={opened}
    onClose={() => onEnd(false)}
    title={words.title}
    size="sm"
    styles={{ title: { fontWeight: 600 } }}
  >
    <StepUpForm onEnd={onEnd} />
  </Modal>
);

function StepUpForm({ onEnd }: Pick<StepUpDialogProps, 'onEnd'>) {
  const { data } = useQuery(meQuery);
  const { form, submit, sending, problem } = useApiForm({
    schema: auth.reAuthenticate.body,
    initialValues: { password: '' },
    send: (body) => call('reAuthenticate', { body }),
    onDone: () => onEnd(true),
  });
  const isWrong = problem?.reason === 'CREDENTIALS_INVALID';
  const field = form.getInputProps('password');
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{words.why}</Text>
        {!isWrong && <Refusal problem={problem} />}
        {/* For password managers, which want to know whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={data?.user.email ?? ''} readOnly hidden />
        <PasswordField
          {...field}
          key={form.key('password')}
          name="password"
          label={words.password}
          autoComplete="current-password"
          error={isWrong ? words.wrong : field.error}
          data-autofocus
        />
        <Group justify="space-between">
          <Anchor component={Link} to="/forgot-password" size="sm">
            {words.forgotten}
          </Anchor>
          <Group gap="xs">
            <Button variant="default" onClick={() => onEnd(false)}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={sending}>
              {words.confirm}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
