import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { workspacesQuery } from '../session/queries.ts';
import { useWorkspace } from '../session/use-workspace.ts';
import { words } from './words.ts';

interface Place {
  readonly id: string;
  readonly name: string;
}

/**
 * Who was taken out of the workspace of the page is told, and sees another of theirs, or how to make one. Whichever said it
 * first, the workspace is no longer in the list. What was known of it is forgotten.
 */
export function useRemoved(): void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: all } = useQuery(workspacesQuery);
  const shown = useWorkspace()?.workspace;
  const leave = useEffectEvent(async (id: string): Promise<void> => {
    await navigate({ to: '.', search: {}, replace: true });
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(id) });
  });
  const before = useRef<Place>(undefined);
  useEffect(() => {
    const last = before.current;
    before.current = shown;
    if (!last || !all?.every(({ workspace }) => workspace.id !== last.id)) return;
    tell(last);
    void leave(last.id);
  }, [all, shown]);
}

const tell = ({ id, name }: Place): void =>
  void notifications.show({
    ...{ id: `removed-${id}`, color: 'orange', autoClose: false },
    ...{ title: words.removed(name), message: words.removedSays },
  });
