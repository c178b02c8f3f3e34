import { MantineProvider } from '@mantine/core';
import { theme } from '@platform/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense, useState } from 'react';
import { openConsole } from './router.tsx';

const Toasts = lazy(async () => ({ default: (await import('./shell/toasts.tsx')).Toasts }));

/** The whole console: colours, what it knows, where one is. */
export function Console() {
  const [{ router, queries }] = useState(openConsole);
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Suspense fallback={null}>
            <Toasts />
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
