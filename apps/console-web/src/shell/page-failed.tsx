import { Container, Stack, Title } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Trouble } from './trouble.tsx';
import { words } from './words.ts';

/** Instead of a page that could not be shown. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    // What goes wrong again is shown here again.
    router.invalidate().catch(() => undefined);
  };
  return (
    <Container component="main" size="sm" py="xl">
      <Stack>
        <Title order={1}>{words.pageFailed}</Title>
        <Trouble error={error} onRetry={again} />
      </Stack>
    </Container>
  );
}
