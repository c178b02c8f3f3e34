import { MantineProvider } from '@mantine/core';
import { theme } from '@platform/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useState } from 'react';
import { openConsole } from './router.tsx';

/** The whole console: colours, what it knows, where one is. */
export function Console() {
  const [{ router, queries }] = useState(openConsole);
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
