import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { problemIn } from '../api/problem.ts';
import { words } from './words.ts';

/** Ends the session and leads to sign-in; when it could not be ended, one is still signed in and is told so. */
export function useSignOut(): () => void {
  const { signOut } = useRouteContext({ from: '__root__' });
  const { mutate } = useMutation({
    mutationFn: signOut,
    onError: (error) =>
      notifications.show({
        color: 'red',
        title: words.signOutFailed,
        message: problemIn(error)?.detail,
        autoClose: false,
      }),
  });
  return mutate;
}
