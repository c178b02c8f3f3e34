import '@mantine/core/styles.layer.css';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './console.css';
import { createRoot } from 'react-dom/client';
import { Console } from './console.tsx';
import { reloadOnNewRelease } from './new-release.ts';

reloadOnNewRelease();
const place = document.getElementById('console');
if (place) createRoot(place).render(<Console />);
