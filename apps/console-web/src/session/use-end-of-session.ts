import { useRouteContext } from '@tanstack/react-router';
import { problemIn } from '../api/problem.ts';
import { isSignedOut } from '../api/query-client.ts';

/** For what is asked past queries and mutations: a refusal that says that the session is over leads to sign-in, as theirs do. */
export function useEndOfSession(): (error: unknown) => void {
  const { leave } = useRouteContext({ from: '__root__' });
  return (error) => {
    if (isSignedOut(error)) void leave(problemIn(error)?.reason ?? '');
  };
}
