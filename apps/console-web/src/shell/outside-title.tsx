import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { words } from './words.ts';

interface OutsideTitleProps {
  readonly children: string;
  /** The title takes the focus, since there is no field to begin with. */
  readonly focus?: boolean;
}

/** The page's only h1. It names the browser's tab, and tells who cannot see the page that another one has come. */
export function OutsideTitle({ children, focus = false }: OutsideTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${words.product}`;
    if (focus) heading.current?.focus();
  }, [children, focus]);
  return (
    <Title order={1} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
      {children}
    </Title>
  );
}
